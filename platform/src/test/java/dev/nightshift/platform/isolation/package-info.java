/** Tests of the package of this name. */
@NullMarked
package dev.nightshift.platform.isolation;

import org.jspecify.annotations.NullMarked;
