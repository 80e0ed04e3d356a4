/** How documents become BSON and back; hides the short cuts for the types that most values have. */
@NullMarked
package dev.nightshift.platform.mongo.codec;

import org.jspecify.annotations.NullMarked;
