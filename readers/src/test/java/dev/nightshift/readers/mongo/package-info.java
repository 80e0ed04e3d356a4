/** Pages on real stores. */
@NullMarked
package dev.nightshift.readers.mongo;

import org.jspecify.annotations.NullMarked;
