/** What was measured, day by day, and what is left of error budgets; hides how it is stored. */
@NullMarked
package dev.nightshift.jobs.sloprobe.results;

import org.jspecify.annotations.NullMarked;
