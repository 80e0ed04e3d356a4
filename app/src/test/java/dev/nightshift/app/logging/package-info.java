/** The log file and the error reports. */
@NullMarked
package dev.nightshift.app.logging;

import org.jspecify.annotations.NullMarked;
