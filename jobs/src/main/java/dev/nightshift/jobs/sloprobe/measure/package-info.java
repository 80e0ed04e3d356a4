/** Requests at a fixed pace, and what their times prove; hides the arithmetic of intervals. */
@NullMarked
package dev.nightshift.jobs.sloprobe.measure;

import org.jspecify.annotations.NullMarked;
