/** Rules that keep every filter, document and update inside one company; hides nothing. */
@NullMarked
package dev.nightshift.platform.mongo.guard;

import org.jspecify.annotations.NullMarked;
