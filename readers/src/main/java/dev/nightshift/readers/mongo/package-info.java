/** Reads a company's leads as they are stored; hides the collection's queries. */
@NullMarked
package dev.nightshift.readers.mongo;

import org.jspecify.annotations.NullMarked;
