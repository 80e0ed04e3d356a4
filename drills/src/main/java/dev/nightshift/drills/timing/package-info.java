/** How long requests took, from when they were due; hides how times are kept and added up. */
@NullMarked
package dev.nightshift.drills.timing;

import org.jspecify.annotations.NullMarked;
