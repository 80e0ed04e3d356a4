/** Tests of the package. */
@NullMarked
package dev.nightshift.drills.report;

import org.jspecify.annotations.NullMarked;
