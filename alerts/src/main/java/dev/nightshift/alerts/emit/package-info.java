/** The way of an alert from its emit to the record; hides the journal that keeps it meanwhile. */
@NullMarked
package dev.nightshift.alerts.emit;

import org.jspecify.annotations.NullMarked;
