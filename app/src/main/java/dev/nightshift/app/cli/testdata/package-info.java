/** The commands of {@code test-data}: leads that were made to try something. */
@NullMarked
package dev.nightshift.app.cli.testdata;

import org.jspecify.annotations.NullMarked;
