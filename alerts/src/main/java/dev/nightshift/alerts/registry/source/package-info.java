/**
 * Reads a foreign JavaScript or TypeScript code base and says what it can emit, what it sends past
 * the adapter and where it touches a store without a company; how the code is read is hidden here.
 */
@NullMarked
package dev.nightshift.alerts.registry.source;

import org.jspecify.annotations.NullMarked;
