/** The commands that add, show and suspend companies; thin: each calls its room and prints. */
@NullMarked
package dev.nightshift.app.cli.companies;

import org.jspecify.annotations.NullMarked;
