/**
 * A piece of work with one company: what it is given, what it keeps, and how its end or failure is
 * told; hides who hears of it.
 */
@NullMarked
package dev.nightshift.jobs.backfill.company.task;

import org.jspecify.annotations.NullMarked;
