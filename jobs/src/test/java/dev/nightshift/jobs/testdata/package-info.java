/** Tests of the job that deletes leads that were made to try something. */
@NullMarked
package dev.nightshift.jobs.testdata;

import org.jspecify.annotations.NullMarked;
