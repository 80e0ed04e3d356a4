/** The pages of a process that serves. */
@NullMarked
package dev.nightshift.app.http;

import org.jspecify.annotations.NullMarked;
