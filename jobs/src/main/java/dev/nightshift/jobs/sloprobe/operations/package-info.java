/** What a probe does once, on test data that it takes away again. */
@NullMarked
package dev.nightshift.jobs.sloprobe.operations;

import org.jspecify.annotations.NullMarked;
