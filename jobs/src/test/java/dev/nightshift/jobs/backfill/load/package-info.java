/** How fast a backfill may go. */
@NullMarked
package dev.nightshift.jobs.backfill.load;

import org.jspecify.annotations.NullMarked;
