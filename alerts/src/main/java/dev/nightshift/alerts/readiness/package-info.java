/** Whether a company would be told: who is set up, and whether the way is open; pages nobody. */
@NullMarked
package dev.nightshift.alerts.readiness;

import org.jspecify.annotations.NullMarked;
