/** What a query asks for, found before it is carried out; hides the forms it comes in. */
@NullMarked
package dev.nightshift.platform.stack.emulator.query;

import org.jspecify.annotations.NullMarked;
