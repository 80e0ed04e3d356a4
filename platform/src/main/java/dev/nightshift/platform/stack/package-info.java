/**
 * The servers that the service starts itself, and where each store is reached; hides processes,
 * ports and secrets.
 */
@NullMarked
package dev.nightshift.platform.stack;

import org.jspecify.annotations.NullMarked;
