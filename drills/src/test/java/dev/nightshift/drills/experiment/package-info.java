/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.experiment;

import org.jspecify.annotations.NullMarked;
