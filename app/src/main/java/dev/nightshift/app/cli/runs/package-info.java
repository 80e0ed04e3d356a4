/** The commands that watch and steer runs; thin: each calls its room and prints. */
@NullMarked
package dev.nightshift.app.cli.runs;

import org.jspecify.annotations.NullMarked;
