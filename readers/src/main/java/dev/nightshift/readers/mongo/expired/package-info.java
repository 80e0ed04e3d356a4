/** Documents that have expired; hides the filter that finds them. */
@NullMarked
package dev.nightshift.readers.mongo.expired;

import org.jspecify.annotations.NullMarked;
