/** Tests of what a member of a simulated set remembers. */
@NullMarked
package dev.nightshift.drills.replicaset;

import org.jspecify.annotations.NullMarked;
