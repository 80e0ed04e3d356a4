/** Commands that plan, run, steer and take back migrations of all companies. */
@NullMarked
package dev.nightshift.app.cli.backfill;

import org.jspecify.annotations.NullMarked;
