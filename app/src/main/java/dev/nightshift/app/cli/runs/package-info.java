/** The commands that watch and steer runs; thin: each calls the room of jobs and prints. */
@NullMarked
package dev.nightshift.app.cli.runs;

import org.jspecify.annotations.NullMarked;
