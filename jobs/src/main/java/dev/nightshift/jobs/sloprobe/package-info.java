/**
 * The job that measures how fast companies' operations are, judges it by plans, and tells of
 * breaches.
 */
@NullMarked
package dev.nightshift.jobs.sloprobe;

import org.jspecify.annotations.NullMarked;
