/** Tests of whom an alert reaches. */
@NullMarked
package dev.nightshift.alerts.routing;

import org.jspecify.annotations.NullMarked;
