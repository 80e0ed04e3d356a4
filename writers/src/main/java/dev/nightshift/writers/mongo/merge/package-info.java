/** What a batch of offers changes, computed without I/O; hides how rows fold into writes. */
@NullMarked
package dev.nightshift.writers.mongo.merge;

import org.jspecify.annotations.NullMarked;
