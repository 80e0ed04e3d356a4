/** Keys of a Redis, however many, in one pass; hides how pages follow each other. */
@NullMarked
package dev.nightshift.readers.redis;

import org.jspecify.annotations.NullMarked;
