/** Tables, progress and printable text. */
@NullMarked
package dev.nightshift.app.terminal;

import org.jspecify.annotations.NullMarked;
