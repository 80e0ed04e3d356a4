/** Commands as operators use them, against real stores. */
@NullMarked
package dev.nightshift.app.cli;

import org.jspecify.annotations.NullMarked;
