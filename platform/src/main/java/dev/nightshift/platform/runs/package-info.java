/** The words for what a run does and did; hides nothing. */
@NullMarked
package dev.nightshift.platform.runs;

import org.jspecify.annotations.NullMarked;
