package dev.nightshift.platform.keyspaces;

import java.time.Duration;

/** How it is told that a key, or a document, has expired. */
public sealed interface ExpiryRule {
    /** Redis expires the keys by itself: nothing is ever left to remove. */
    record TimeToLive() implements ExpiryRule {}

    /**
     * A key that should have a time to live has none.
     *
     * @param idle how long it must not have been used; zero to take it at once
     */
    record MissingTimeToLive(Duration idle) implements ExpiryRule {}

    /** The key's company is gone. */
    record Orphan() implements ExpiryRule {}

    /**
     * The value is a JSON object with a moment in a field: ISO-8601, or seconds or milliseconds
     * since 1970. A value without it is not judged.
     *
     * @param name of the field
     * @param age how long after that moment
     */
    record JsonField(String name, Duration age) implements ExpiryRule {}

    /**
     * A document has a date in a field; one without it is not judged.
     *
     * @param name of the field
     * @param age how long after that moment
     */
    record DateField(String name, Duration age) implements ExpiryRule {}
}
