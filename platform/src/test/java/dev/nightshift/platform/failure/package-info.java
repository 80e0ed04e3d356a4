/** Which failures are of one company. */
@NullMarked
package dev.nightshift.platform.failure;

import org.jspecify.annotations.NullMarked;
