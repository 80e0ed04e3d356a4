/** CSV files: what they are, where their records end, and which column offers which field. */
@NullMarked
package dev.nightshift.readers.csv;

import org.jspecify.annotations.NullMarked;
