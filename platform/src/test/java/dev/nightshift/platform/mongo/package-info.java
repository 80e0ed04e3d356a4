/** What any MongoDB must do for the guarded store. */
@NullMarked
package dev.nightshift.platform.mongo;

import org.jspecify.annotations.NullMarked;
