/** What a schedule launches and what becomes of it; hides jobs and their parameters. */
@NullMarked
package dev.nightshift.schedules.launch;

import org.jspecify.annotations.NullMarked;
