/** Who a call is made for: a company or, where named, the platform itself. */
@NullMarked
package dev.nightshift.platform.tenant;

import org.jspecify.annotations.NullMarked;
