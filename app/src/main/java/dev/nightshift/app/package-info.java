/** The application: the entry point and how its parts are put together. */
@NullMarked
package dev.nightshift.app;

import org.jspecify.annotations.NullMarked;
