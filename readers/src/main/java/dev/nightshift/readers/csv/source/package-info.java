/** Where the bytes of a CSV come from: files, packed files, standard input; hides the packing. */
@NullMarked
package dev.nightshift.readers.csv.source;

import org.jspecify.annotations.NullMarked;
