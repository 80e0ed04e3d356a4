/** Runs one drill at a time; hides how faults are leased and taken back. */
@NullMarked
package dev.nightshift.drills.run;

import org.jspecify.annotations.NullMarked;
