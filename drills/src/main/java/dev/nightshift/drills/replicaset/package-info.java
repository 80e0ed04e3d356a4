/**
 * A replica set of simulated MongoDB servers: each member has its own data, and elections, lag,
 * rollback and refusals are as MongoDB documents them; hides that there is no MongoDB.
 */
@NullMarked
package dev.nightshift.drills.replicaset;

import org.jspecify.annotations.NullMarked;
