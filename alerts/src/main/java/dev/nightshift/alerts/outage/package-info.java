/** Tells people of alerts that cannot be recorded; hides the file that says who was told. */
@NullMarked
package dev.nightshift.alerts.outage;

import org.jspecify.annotations.NullMarked;
