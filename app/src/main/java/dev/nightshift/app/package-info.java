/** The application: entry points only. */
@NullMarked
package dev.nightshift.app;

import org.jspecify.annotations.NullMarked;
