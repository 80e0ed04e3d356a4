/** The command line: the tree of commands, what they share, and how failures are told. */
@NullMarked
package dev.nightshift.app.cli;

import org.jspecify.annotations.NullMarked;
