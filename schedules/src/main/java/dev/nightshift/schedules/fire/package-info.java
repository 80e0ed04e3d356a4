/**
 * From a time that is due to its runs: companies, overlaps, overruns; hides the order in which
 * things are told.
 */
@NullMarked
package dev.nightshift.schedules.fire;

import org.jspecify.annotations.NullMarked;
