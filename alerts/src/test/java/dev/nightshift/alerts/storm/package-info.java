/** A storm of alerts with everything they need cut in turn; hides how it is made. */
@NullMarked
package dev.nightshift.alerts.storm;

import org.jspecify.annotations.NullMarked;
