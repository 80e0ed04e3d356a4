/** Enough of MongoDB's wire protocol to be a server; hides messages and sockets. */
@NullMarked
package dev.nightshift.drills.replicaset.wire;

import org.jspecify.annotations.NullMarked;
