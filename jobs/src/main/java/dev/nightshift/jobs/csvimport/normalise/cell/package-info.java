/**
 * How the text of a cell is read as a value of its field's type; hides the forms that each type
 * comes in.
 */
@NullMarked
package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.NullMarked;
