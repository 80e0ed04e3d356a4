/** What each of a driver's exceptions is told as. */
@NullMarked
package dev.nightshift.platform.mongo.failure;

import org.jspecify.annotations.NullMarked;
