/** Which failures are of one company. */
@NullMarked
package dev.nightshift.jobs.backfill.company.task;

import org.jspecify.annotations.NullMarked;
