/** How a file writes its text: charset, delimiter, quote, and which line is the header. */
@NullMarked
package dev.nightshift.readers.csv.detect;

import org.jspecify.annotations.NullMarked;
