/** Jobs on a replica set whose primary steps down in the middle. */
@NullMarked
package dev.nightshift.app.failover;

import org.jspecify.annotations.NullMarked;
