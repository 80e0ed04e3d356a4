/** Changes documents so that the way back is kept first and no other writer is overwritten. */
@NullMarked
package dev.nightshift.writers.mongo.backfill;

import org.jspecify.annotations.NullMarked;
