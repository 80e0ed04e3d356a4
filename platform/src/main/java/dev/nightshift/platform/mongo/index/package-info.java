/** Which indexes the collections have, as data; hides nothing. */
@NullMarked
package dev.nightshift.platform.mongo.index;

import org.jspecify.annotations.NullMarked;
