package dev.nightshift.jobs.sloprobe.operations;

/** How probes mark what they write, so that {@code test-data clean} knows it. */
final class TestMark {
    /** A name. */
    static final String NAME = "[TEST] SLO probe";

    /** A domain that RFC 6761 keeps for what does not exist. */
    static final String DOMAIN = "slo-probe.invalid";

    private TestMark() {}
}
