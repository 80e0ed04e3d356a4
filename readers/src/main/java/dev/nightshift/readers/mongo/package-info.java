/** Reads a company's documents page by page; hides how the next page is found. */
@NullMarked
package dev.nightshift.readers.mongo;

import org.jspecify.annotations.NullMarked;
