/** The runbooks, executed as they are written. */
@NullMarked
package dev.nightshift.app.runbooks;

import org.jspecify.annotations.NullMarked;
