/** The lab and its faults as clients see them. */
@NullMarked
package dev.nightshift.drills.lab;

import org.jspecify.annotations.NullMarked;
