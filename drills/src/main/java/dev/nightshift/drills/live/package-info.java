/** Drills on the configured servers; hides how a proxy gets between them and the drill's load. */
@NullMarked
package dev.nightshift.drills.live;

import org.jspecify.annotations.NullMarked;
