/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.calendar;

import org.jspecify.annotations.NullMarked;
