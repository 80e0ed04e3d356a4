/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.journal;

import org.jspecify.annotations.NullMarked;
