/**
 * Offers become leads, a batch at a time, and can be taken back; hides the journal and the order of
 * writes that makes both survive a crash.
 */
@NullMarked
package dev.nightshift.writers.mongo;

import org.jspecify.annotations.NullMarked;
