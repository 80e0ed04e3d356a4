/** The commands about schedules, and the one that runs them; hides how they are printed. */
@NullMarked
package dev.nightshift.app.cli.schedules;

import org.jspecify.annotations.NullMarked;
