/** {@code retention}: deletes what was kept long enough. */
@NullMarked
package dev.nightshift.app.cli.retention;

import org.jspecify.annotations.NullMarked;
