/** A TCP proxy that can be told to disturb what passes; hides sockets and threads. */
@NullMarked
package dev.nightshift.drills.proxy;

import org.jspecify.annotations.NullMarked;
