/** The members of a replica set and what an operator does to them; hides the commands. */
@NullMarked
package dev.nightshift.platform.mongo.replicaset;

import org.jspecify.annotations.NullMarked;
