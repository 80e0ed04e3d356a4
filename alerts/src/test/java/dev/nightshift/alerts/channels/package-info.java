/** Tests of sending, with servers that speak the real protocols. */
@NullMarked
package dev.nightshift.alerts.channels;

import org.jspecify.annotations.NullMarked;
