/** Tests of what people are told while alerts cannot be recorded. */
@NullMarked
package dev.nightshift.alerts.outage;

import org.jspecify.annotations.NullMarked;
