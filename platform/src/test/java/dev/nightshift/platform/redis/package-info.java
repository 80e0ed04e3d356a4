/** Redis as it fails: away at first, gone in the middle, back again. */
@NullMarked
package dev.nightshift.platform.redis;

import org.jspecify.annotations.NullMarked;
