/** The commands of {@code registry}: what can be raised, who owns it and whether it lives. */
@NullMarked
package dev.nightshift.app.cli.registry;

import org.jspecify.annotations.NullMarked;
