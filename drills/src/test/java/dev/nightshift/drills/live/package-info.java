/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.live;

import org.jspecify.annotations.NullMarked;
