/** Settings from the environment, checked once at start; hides the variable names. */
@NullMarked
package dev.nightshift.platform.settings;

import org.jspecify.annotations.NullMarked;
