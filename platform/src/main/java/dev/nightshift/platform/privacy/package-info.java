/** Keeps personal data out of what leaves the stores; hides the patterns it is known by. */
@NullMarked
package dev.nightshift.platform.privacy;

import org.jspecify.annotations.NullMarked;
