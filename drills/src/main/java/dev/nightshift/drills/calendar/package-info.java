/** Tells which drill is due; hides nothing. */
@NullMarked
package dev.nightshift.drills.calendar;

import org.jspecify.annotations.NullMarked;
