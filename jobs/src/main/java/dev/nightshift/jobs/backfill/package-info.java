/** The job that applies a migration to every company, in stages, and takes it back. */
@NullMarked
package dev.nightshift.jobs.backfill;

import org.jspecify.annotations.NullMarked;
