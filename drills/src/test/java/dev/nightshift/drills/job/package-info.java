/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.job;

import org.jspecify.annotations.NullMarked;
