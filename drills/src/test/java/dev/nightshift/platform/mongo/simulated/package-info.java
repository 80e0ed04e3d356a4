/** The simulated replica set as MongoDB's own driver sees it. */
@NullMarked
package dev.nightshift.platform.mongo.simulated;

import org.jspecify.annotations.NullMarked;
