/** Backfills on real stores. */
@NullMarked
package dev.nightshift.jobs.backfill;

import org.jspecify.annotations.NullMarked;
