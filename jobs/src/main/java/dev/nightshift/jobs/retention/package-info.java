/**
 * The job that deletes what was kept long enough; what that is, each kind of record says itself.
 */
@NullMarked
package dev.nightshift.jobs.retention;

import org.jspecify.annotations.NullMarked;
