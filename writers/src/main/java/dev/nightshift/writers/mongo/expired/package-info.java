/** Removes expired documents, and none that was renewed. */
@NullMarked
package dev.nightshift.writers.mongo.expired;

import org.jspecify.annotations.NullMarked;
