/** How fast a backfill may go: batch size, rate, concurrency, and the health of the store. */
@NullMarked
package dev.nightshift.jobs.backfill.load;

import org.jspecify.annotations.NullMarked;
