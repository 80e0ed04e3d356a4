/** Tries weekly whether one company reaches what is another's. */
@NullMarked
package dev.nightshift.jobs.isolationtest;

import org.jspecify.annotations.NullMarked;
