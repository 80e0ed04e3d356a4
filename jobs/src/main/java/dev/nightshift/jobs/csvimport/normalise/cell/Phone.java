package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

/**
 * A valid phone number.
 *
 * @param e164 for example {@code +15046218927}
 * @param extension its digits, null when there is none
 */
public record Phone(String e164, @Nullable String extension) {}
