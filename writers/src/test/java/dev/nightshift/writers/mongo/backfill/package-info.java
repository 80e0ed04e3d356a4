/** Guarded writes and their way back, on real stores. */
@NullMarked
package dev.nightshift.writers.mongo.backfill;

import org.jspecify.annotations.NullMarked;
