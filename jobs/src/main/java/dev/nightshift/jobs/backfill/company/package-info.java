/** What a backfill does with one company: change, check, look, or take back. */
@NullMarked
package dev.nightshift.jobs.backfill.company;

import org.jspecify.annotations.NullMarked;
