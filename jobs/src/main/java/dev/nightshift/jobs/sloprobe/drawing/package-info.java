/** Trends as pictures; knows nothing of where they come from. */
@NullMarked
package dev.nightshift.jobs.sloprobe.drawing;

import org.jspecify.annotations.NullMarked;
