/** Whom an alert reaches, when and how; hides the file that says so. */
@NullMarked
package dev.nightshift.alerts.routing;

import org.jspecify.annotations.NullMarked;
