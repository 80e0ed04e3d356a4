/** A drill as it is asked for, refused, stopped and told of; hides nothing. */
@NullMarked
package dev.nightshift.drills.order;

import org.jspecify.annotations.NullMarked;
