/** What the driver's exceptions mean; hides codes, labels and texts of servers. */
@NullMarked
package dev.nightshift.platform.mongo.failure;

import org.jspecify.annotations.NullMarked;
