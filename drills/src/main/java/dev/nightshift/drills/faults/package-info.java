/** What a drill works on and what it can break there; hides how each fault is done and undone. */
@NullMarked
package dev.nightshift.drills.faults;

import org.jspecify.annotations.NullMarked;
