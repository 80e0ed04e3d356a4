/** A durable MongoDB emulator in this process; hides mongo-java-server and its storage. */
@NullMarked
package dev.nightshift.platform.stack.emulator;

import org.jspecify.annotations.NullMarked;
