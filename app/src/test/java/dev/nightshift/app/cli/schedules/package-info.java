/** Tests of the commands about schedules. */
@NullMarked
package dev.nightshift.app.cli.schedules;

import org.jspecify.annotations.NullMarked;
