/** The commands that bring files in; thin: each calls its room and prints. */
@NullMarked
package dev.nightshift.app.cli.imports;

import org.jspecify.annotations.NullMarked;
