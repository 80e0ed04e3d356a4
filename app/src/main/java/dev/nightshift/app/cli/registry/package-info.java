/** The commands of the emit registry; thin: each calls its room and prints. */
@NullMarked
package dev.nightshift.app.cli.registry;

import org.jspecify.annotations.NullMarked;
