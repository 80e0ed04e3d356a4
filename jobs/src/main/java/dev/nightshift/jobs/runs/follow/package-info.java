/** Runs as they go on, seen from any process; hides how often is looked. */
@NullMarked
package dev.nightshift.jobs.runs.follow;

import org.jspecify.annotations.NullMarked;
