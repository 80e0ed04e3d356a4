/** Posts webhook events to an endpoint; hides HTTP. */
@NullMarked
package dev.nightshift.writers.webhook;

import org.jspecify.annotations.NullMarked;
