/** The migrations of this service, one class each; they are never changed once applied. */
@NullMarked
package dev.nightshift.migrations.shipped;

import org.jspecify.annotations.NullMarked;
