/** Who the service works for, and whether it may; hides where that is stored and cached. */
@NullMarked
package dev.nightshift.platform.companies;

import org.jspecify.annotations.NullMarked;
