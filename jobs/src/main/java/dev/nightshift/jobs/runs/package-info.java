/**
 * Everything that does work is a run, started here whoever asks. Read {@code JobStarter} first;
 * hides Spring Batch's launching, leases and the queue.
 */
@NullMarked
package dev.nightshift.jobs.runs;

import org.jspecify.annotations.NullMarked;
