/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.watchdog;

import org.jspecify.annotations.NullMarked;
