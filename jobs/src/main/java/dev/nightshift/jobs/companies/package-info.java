/**
 * What jobs share that work at one company after the other: the order, the position, the counts.
 */
@NullMarked
package dev.nightshift.jobs.companies;

import org.jspecify.annotations.NullMarked;
