/** The log file and the error reports; hides logback and Sentry. */
@NullMarked
package dev.nightshift.app.logging;

import org.jspecify.annotations.NullMarked;
