/** What became of every time a schedule was due; hides the relational tables. */
@NullMarked
package dev.nightshift.schedules.history;

import org.jspecify.annotations.NullMarked;
