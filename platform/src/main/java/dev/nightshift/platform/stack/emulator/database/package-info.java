/** Databases, collections and indexes over stored maps; hides how values become ordered keys. */
@NullMarked
package dev.nightshift.platform.stack.emulator.database;

import org.jspecify.annotations.NullMarked;
