/** What is asked of a collection and what comes back; hides nothing. */
@NullMarked
package dev.nightshift.platform.mongo.operation;

import org.jspecify.annotations.NullMarked;
