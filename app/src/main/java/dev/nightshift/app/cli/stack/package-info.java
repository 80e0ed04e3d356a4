/**
 * The commands about the embedded servers and the environment; thin: each calls its room and
 * prints.
 */
@NullMarked
package dev.nightshift.app.cli.stack;

import org.jspecify.annotations.NullMarked;
