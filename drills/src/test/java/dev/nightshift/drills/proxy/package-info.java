/** Proxies as their clients see them. */
@NullMarked
package dev.nightshift.drills.proxy;

import org.jspecify.annotations.NullMarked;
