/** Companies on real stores. */
@NullMarked
package dev.nightshift.platform.companies;

import org.jspecify.annotations.NullMarked;
