/** Reads the table of schedules from YAML, strictly; hides the file's form. */
@NullMarked
package dev.nightshift.schedules.table;

import org.jspecify.annotations.NullMarked;
