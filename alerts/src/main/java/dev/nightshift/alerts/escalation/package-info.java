/** Tells people of open alerts until somebody takes them; hides the timetable. */
@NullMarked
package dev.nightshift.alerts.escalation;

import org.jspecify.annotations.NullMarked;
