/** What a job gives to the runs and gets of them; hides nothing. */
@NullMarked
package dev.nightshift.jobs.runs.job;

import org.jspecify.annotations.NullMarked;
