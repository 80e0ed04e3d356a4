/** Servers for integration tests of every room; hides processes and folders. */
@NullMarked
package dev.nightshift.platform.testing;

import org.jspecify.annotations.NullMarked;
