/** Leads as they would be, kept beside the real ones; hides the temporary files. */
@NullMarked
package dev.nightshift.writers.mongo.dryrun;

import org.jspecify.annotations.NullMarked;
