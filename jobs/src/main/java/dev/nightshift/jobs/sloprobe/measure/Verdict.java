package dev.nightshift.jobs.sloprobe.measure;

/** What a measurement says about an SLO; the names are part of the JSON contract. */
public enum Verdict {
    /** It is kept. */
    PASS,
    /** It is not kept, and that is no chance. */
    BREACH,
    /** There are too few samples to tell, or the probe itself was late. */
    INCONCLUSIVE
}
