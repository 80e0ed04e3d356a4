package dev.nightshift.jobs.sloprobe.measure;

/** What a measurement says about an SLO; the names are part of the JSON contract. */
public enum Verdict {
    /** It is kept. */
    PASS,
    /** It is not kept, and that is no chance. */
    BREACH,
    /** There are too few samples to tell, or the probe itself was late. */
    INCONCLUSIVE;

    /**
     * Whether a breach is open after this one: nobody knows from an INCONCLUSIVE that it is over.
     *
     * @param before whether one was open before
     */
    public boolean leavesOpen(boolean before) {
        return switch (this) {
            case BREACH -> true;
            case INCONCLUSIVE -> before;
            case PASS -> false;
        };
    }
}
