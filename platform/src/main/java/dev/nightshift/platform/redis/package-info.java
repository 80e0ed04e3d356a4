/** The guarded Redis store; hides the driver. */
@NullMarked
package dev.nightshift.platform.redis;

import org.jspecify.annotations.NullMarked;
