/** Tests of the commands of drills. */
@NullMarked
package dev.nightshift.app.cli.drill;

import org.jspecify.annotations.NullMarked;
