/** Where alerts leave the house: the only code that sends; hides the protocols. */
@NullMarked
package dev.nightshift.alerts.channels;

import org.jspecify.annotations.NullMarked;
