/** What a process that serves does about runs that nobody works at; hides whose they were. */
@NullMarked
package dev.nightshift.jobs.runs.takeup;

import org.jspecify.annotations.NullMarked;
