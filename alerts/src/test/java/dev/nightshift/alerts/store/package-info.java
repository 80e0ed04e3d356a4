/** The record of alerts on any MongoDB. */
@NullMarked
package dev.nightshift.alerts.store;

import org.jspecify.annotations.NullMarked;
