/** What a process that serves tells over HTTP: that it lives, that it is ready, and its figures. */
@NullMarked
package dev.nightshift.app.http;

import org.jspecify.annotations.NullMarked;
