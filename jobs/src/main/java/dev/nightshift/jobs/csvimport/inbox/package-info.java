/** Imports what vendors left in the companies' folders, each file once. */
@NullMarked
package dev.nightshift.jobs.csvimport.inbox;

import org.jspecify.annotations.NullMarked;
