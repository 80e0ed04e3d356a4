/** Whether a company would be told, tried without telling anybody. */
@NullMarked
package dev.nightshift.alerts.readiness;

import org.jspecify.annotations.NullMarked;
