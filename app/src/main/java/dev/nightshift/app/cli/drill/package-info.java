/** {@code drill}: runs drills and shows what they proved; hides nothing. */
@NullMarked
package dev.nightshift.app.cli.drill;

import org.jspecify.annotations.NullMarked;
