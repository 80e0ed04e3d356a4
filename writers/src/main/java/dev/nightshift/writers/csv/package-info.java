/** Rows that were not taken, as a file that can be fixed and imported again; hides escaping. */
@NullMarked
package dev.nightshift.writers.csv;

import org.jspecify.annotations.NullMarked;
