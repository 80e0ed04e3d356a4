/** Stages and gates. */
@NullMarked
package dev.nightshift.jobs.backfill.stages;

import org.jspecify.annotations.NullMarked;
