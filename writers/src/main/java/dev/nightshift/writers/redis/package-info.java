/** Removes expired keys from Redis, and none that was renewed; hides how each rule looks again. */
@NullMarked
package dev.nightshift.writers.redis;

import org.jspecify.annotations.NullMarked;
