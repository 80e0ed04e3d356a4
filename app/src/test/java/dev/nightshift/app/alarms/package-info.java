/** What is told when something fails, and that it is nobody's data. */
@NullMarked
package dev.nightshift.app.alarms;

import org.jspecify.annotations.NullMarked;
