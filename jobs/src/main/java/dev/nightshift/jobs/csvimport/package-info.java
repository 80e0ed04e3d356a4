/**
 * The main job: a company's CSV file becomes leads. Read {@code CsvImportJob} first; hides the
 * pipeline, the ledger and the accounts.
 */
@NullMarked
package dev.nightshift.jobs.csvimport;

import org.jspecify.annotations.NullMarked;
