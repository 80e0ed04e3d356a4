/** Tests of how the rooms are put together. */
@NullMarked
package dev.nightshift.app.wiring;

import org.jspecify.annotations.NullMarked;
