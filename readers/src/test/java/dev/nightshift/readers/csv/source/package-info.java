/** What is refused before a byte of it is taken for CSV. */
@NullMarked
package dev.nightshift.readers.csv.source;

import org.jspecify.annotations.NullMarked;
