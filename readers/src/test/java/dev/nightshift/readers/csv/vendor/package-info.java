/** What vendor files may say, and how columns are understood without one. */
@NullMarked
package dev.nightshift.readers.csv.vendor;

import org.jspecify.annotations.NullMarked;
