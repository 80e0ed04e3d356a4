/**
 * The guarded Redis store: keys of companies, caches that can be dropped as a whole, claims and
 * locks; hides the driver and what happens while Redis is away.
 */
@NullMarked
package dev.nightshift.platform.redis;

import org.jspecify.annotations.NullMarked;
