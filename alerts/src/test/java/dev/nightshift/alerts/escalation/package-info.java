/** Tests of what people are told and when. */
@NullMarked
package dev.nightshift.alerts.escalation;

import org.jspecify.annotations.NullMarked;
