/** The servers of the embedded stack, one class each; hides binaries, ports and command lines. */
@NullMarked
package dev.nightshift.platform.stack.servers;

import org.jspecify.annotations.NullMarked;
