/** The commands of {@code keys}: keys that have expired and are there still. */
@NullMarked
package dev.nightshift.app.cli.keys;

import org.jspecify.annotations.NullMarked;
