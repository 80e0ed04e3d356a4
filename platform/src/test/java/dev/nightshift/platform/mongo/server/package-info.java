/** What servers say of themselves. */
@NullMarked
package dev.nightshift.platform.mongo.server;

import org.jspecify.annotations.NullMarked;
