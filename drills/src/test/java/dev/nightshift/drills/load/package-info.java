/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.load;

import org.jspecify.annotations.NullMarked;
