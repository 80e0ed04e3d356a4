/** Servers under other addresses. */
@NullMarked
package dev.nightshift.platform.addresses;

import org.jspecify.annotations.NullMarked;
