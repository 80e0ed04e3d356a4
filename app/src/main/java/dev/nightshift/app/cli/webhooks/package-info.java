/** The commands of {@code webhooks}: events that were not taken. */
@NullMarked
package dev.nightshift.app.cli.webhooks;

import org.jspecify.annotations.NullMarked;
