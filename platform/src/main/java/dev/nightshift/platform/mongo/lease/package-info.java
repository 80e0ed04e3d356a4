/** Rights that one process has at a time, kept in MongoDB; hides how two are kept apart. */
@NullMarked
package dev.nightshift.platform.mongo.lease;

import org.jspecify.annotations.NullMarked;
