/** Tests of the way from the emit to the record. */
@NullMarked
package dev.nightshift.alerts.emit;

import org.jspecify.annotations.NullMarked;
