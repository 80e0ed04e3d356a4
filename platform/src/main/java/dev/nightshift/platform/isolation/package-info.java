/** Breaks into a company's data the way users would, by every door of the stores. */
@NullMarked
package dev.nightshift.platform.isolation;

import org.jspecify.annotations.NullMarked;
