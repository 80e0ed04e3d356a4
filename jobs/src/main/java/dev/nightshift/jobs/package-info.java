/** One package per job, and the one way to start any of them. */
@NullMarked
package dev.nightshift.jobs;

import org.jspecify.annotations.NullMarked;
