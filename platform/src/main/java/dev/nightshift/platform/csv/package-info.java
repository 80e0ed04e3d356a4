/** What writers and readers of CSV must agree on; hides nothing. */
@NullMarked
package dev.nightshift.platform.csv;

import org.jspecify.annotations.NullMarked;
