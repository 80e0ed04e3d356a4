/** When a schedule is due; hides what clock changes do to a cron expression. */
@NullMarked
package dev.nightshift.schedules.times;

import org.jspecify.annotations.NullMarked;
