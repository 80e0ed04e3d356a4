/** What the reader of CSV promises; the corpus is under {@code src/test/resources/corpus}. */
@NullMarked
package dev.nightshift.readers.csv;

import org.jspecify.annotations.NullMarked;
