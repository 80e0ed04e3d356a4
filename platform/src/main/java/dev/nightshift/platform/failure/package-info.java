/** Names of failures and the exception that carries them; hides nothing. */
@NullMarked
package dev.nightshift.platform.failure;

import org.jspecify.annotations.NullMarked;
