/**
 * Turns the cells of a row into what it offers to its company's leads, or into the reason why it
 * cannot be taken; hides how each type of value is read.
 */
@NullMarked
package dev.nightshift.jobs.csvimport.normalise;

import org.jspecify.annotations.NullMarked;
