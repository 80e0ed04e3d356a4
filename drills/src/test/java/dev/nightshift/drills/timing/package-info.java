/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.timing;

import org.jspecify.annotations.NullMarked;
