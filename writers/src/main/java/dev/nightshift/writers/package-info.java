/** Where data leaves; knows nothing of where it came from. */
@NullMarked
package dev.nightshift.writers;

import org.jspecify.annotations.NullMarked;
