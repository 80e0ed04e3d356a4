/** The only way in which jobs ask addresses that plans name; hides which of them are allowed. */
@NullMarked
package dev.nightshift.jobs.sloprobe.http;

import org.jspecify.annotations.NullMarked;
