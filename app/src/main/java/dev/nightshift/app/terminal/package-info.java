/** What a person or a script sees: streams, tables, JSON, progress; hides escaping and widths. */
@NullMarked
package dev.nightshift.app.terminal;

import org.jspecify.annotations.NullMarked;
