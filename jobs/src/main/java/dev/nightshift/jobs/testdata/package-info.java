/** The job that deletes leads that were made to try something; what marks them is hidden. */
@NullMarked
package dev.nightshift.jobs.testdata;

import org.jspecify.annotations.NullMarked;
