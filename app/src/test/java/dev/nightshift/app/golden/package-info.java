/** Command lines with what they print, a folder for each case. */
@NullMarked
package dev.nightshift.app.golden;

import org.jspecify.annotations.NullMarked;
