/** Tests of what jobs share that work at one company after the other. */
@NullMarked
package dev.nightshift.jobs.companies;

import org.jspecify.annotations.NullMarked;
