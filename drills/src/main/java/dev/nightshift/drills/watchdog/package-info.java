/** Heals what a dead runner left; hides how two processes agree who heals. */
@NullMarked
package dev.nightshift.drills.watchdog;

import org.jspecify.annotations.NullMarked;
