/** Removes what the relational store kept long enough; hides nothing. */
@NullMarked
package dev.nightshift.jobs.housekeeping;

import org.jspecify.annotations.NullMarked;
