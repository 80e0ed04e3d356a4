/** The commands of {@code heartbeats}: signs of life, and those that are missed. */
@NullMarked
package dev.nightshift.app.cli.heartbeats;

import org.jspecify.annotations.NullMarked;
