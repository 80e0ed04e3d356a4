package dev.nightshift.writers.mongo.merge;

/**
 * What all batches of one import have in common. Immutable; a restarted import must be given the
 * same again.
 *
 * @param importId 24 hexadecimal digits, kept in every lead that the import inserts
 * @param stamp when the import began, at its first attempt
 * @param source the {@code source} of inserted leads whose row names none
 * @param clearOnBlank whether a blank cell clears a mapped field that is not a key
 */
public record MergeOptions(
        String importId, ImportStamp stamp, String source, boolean clearOnBlank) {}
