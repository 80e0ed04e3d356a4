/** Faults, their arguments and their undoing. */
@NullMarked
package dev.nightshift.drills.faults;

import org.jspecify.annotations.NullMarked;
