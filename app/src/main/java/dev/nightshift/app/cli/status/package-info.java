/** The command that reviews the service in 30 seconds. */
@NullMarked
package dev.nightshift.app.cli.status;

import org.jspecify.annotations.NullMarked;
