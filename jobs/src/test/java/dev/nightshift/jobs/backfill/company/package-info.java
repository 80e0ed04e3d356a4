/** What is shown of documents. */
@NullMarked
package dev.nightshift.jobs.backfill.company;

import org.jspecify.annotations.NullMarked;
