/** Which column of a file offers which field: vendor files, and common spellings. */
@NullMarked
package dev.nightshift.readers.csv.vendor;

import org.jspecify.annotations.NullMarked;
