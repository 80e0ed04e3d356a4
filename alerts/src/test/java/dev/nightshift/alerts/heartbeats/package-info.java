/** When signs of life are missed and told, stepping a clock; and that none is lost. */
@NullMarked
package dev.nightshift.alerts.heartbeats;

import org.jspecify.annotations.NullMarked;
