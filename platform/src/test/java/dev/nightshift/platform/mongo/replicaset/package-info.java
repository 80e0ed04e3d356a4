/** A replica set as an operator handles it. */
@NullMarked
package dev.nightshift.platform.mongo.replicaset;

import org.jspecify.annotations.NullMarked;
