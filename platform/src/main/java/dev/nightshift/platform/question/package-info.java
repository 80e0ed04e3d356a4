/** Questions that may be answered late or never; hides the threads that wait for the answers. */
@NullMarked
package dev.nightshift.platform.question;

import org.jspecify.annotations.NullMarked;
