/** Batches of rows, read ahead and found again after a restart; hides the thread that reads. */
@NullMarked
package dev.nightshift.jobs.csvimport.batch;

import org.jspecify.annotations.NullMarked;
