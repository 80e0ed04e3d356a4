/** {@code alerts}: what went wrong, and who takes it. */
@NullMarked
package dev.nightshift.app.cli.alerts;

import org.jspecify.annotations.NullMarked;
