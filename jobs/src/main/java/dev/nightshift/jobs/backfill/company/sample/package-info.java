/** What a plan shows of changes; hides values, of which only the shape is told. */
@NullMarked
package dev.nightshift.jobs.backfill.company.sample;

import org.jspecify.annotations.NullMarked;
