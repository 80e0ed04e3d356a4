/** Tests of the job that deletes what was kept long enough. */
@NullMarked
package dev.nightshift.jobs.retention;

import org.jspecify.annotations.NullMarked;
