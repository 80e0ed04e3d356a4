/** The scheduler as a process has it: started, reloaded, watched, stopped. */
@NullMarked
package dev.nightshift.schedules.serve;

import org.jspecify.annotations.NullMarked;
