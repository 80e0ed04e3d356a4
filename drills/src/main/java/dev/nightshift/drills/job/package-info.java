/** The job that a schedule or a person starts for a drill; hides nothing. */
@NullMarked
package dev.nightshift.drills.job;

import org.jspecify.annotations.NullMarked;
