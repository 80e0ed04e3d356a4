/** What runs when: the words of a schedule; hides nothing. */
@NullMarked
package dev.nightshift.schedules;

import org.jspecify.annotations.NullMarked;
