/** What serves an installation and what is wrong with it; hides how each part is asked. */
@NullMarked
package dev.nightshift.platform.doctor;

import org.jspecify.annotations.NullMarked;
