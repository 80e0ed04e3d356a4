/** What each shipped migration makes of a document. */
@NullMarked
package dev.nightshift.migrations.shipped;

import org.jspecify.annotations.NullMarked;
