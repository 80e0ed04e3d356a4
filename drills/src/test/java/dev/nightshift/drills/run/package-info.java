/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.run;

import org.jspecify.annotations.NullMarked;
