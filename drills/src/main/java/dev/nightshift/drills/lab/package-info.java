/** A stack of its own for a drill: servers that may be broken, and companies that nobody misses. */
@NullMarked
package dev.nightshift.drills.lab;

import org.jspecify.annotations.NullMarked;
