/** How the rooms are put together for a process; hides the order in which they open and close. */
@NullMarked
package dev.nightshift.app.wiring;

import org.jspecify.annotations.NullMarked;
