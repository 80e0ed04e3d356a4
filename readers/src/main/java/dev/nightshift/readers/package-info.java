/** Where data enters; knows nothing of where it goes. */
@NullMarked
package dev.nightshift.readers;

import org.jspecify.annotations.NullMarked;
