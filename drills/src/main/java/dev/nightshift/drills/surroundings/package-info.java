/** What a drill needs around it: a target, a load, and the right to break them; hides nothing. */
@NullMarked
package dev.nightshift.drills.surroundings;

import org.jspecify.annotations.NullMarked;
