/** What is shown of documents. */
@NullMarked
package dev.nightshift.jobs.backfill.company.sample;

import org.jspecify.annotations.NullMarked;
