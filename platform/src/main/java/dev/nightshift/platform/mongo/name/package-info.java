/** The collections that are not one company's alone, by name; hides nothing. */
@NullMarked
package dev.nightshift.platform.mongo.name;

import org.jspecify.annotations.NullMarked;
