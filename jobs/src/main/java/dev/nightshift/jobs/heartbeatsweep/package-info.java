/** The job that looks for missed signs of life; how companies are paged is hidden here. */
@NullMarked
package dev.nightshift.jobs.heartbeatsweep;

import org.jspecify.annotations.NullMarked;
