/** The guarded MongoDB store; hides the driver. */
@NullMarked
package dev.nightshift.platform.mongo;

import org.jspecify.annotations.NullMarked;
