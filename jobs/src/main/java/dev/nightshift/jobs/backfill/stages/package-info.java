/** Which company is in which stage of a backfill, and what must hold at the end of one. */
@NullMarked
package dev.nightshift.jobs.backfill.stages;

import org.jspecify.annotations.NullMarked;
