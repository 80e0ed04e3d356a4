/** What a server is, can do and how it feels; hides how each is found out. */
@NullMarked
package dev.nightshift.platform.mongo.server;

import org.jspecify.annotations.NullMarked;
