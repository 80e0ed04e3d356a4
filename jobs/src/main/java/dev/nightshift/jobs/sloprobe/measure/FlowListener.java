package dev.nightshift.jobs.sloprobe.measure;

/** Is told what became of each request of a flow, once. Called by many threads at once. */
public interface FlowListener {
    /**
     * A request was answered, or failed.
     *
     * @param dueNanos when it was due, by the clock of the loop
     */
    void answered(long dueNanos, Sample sample);

    /**
     * A request was not sent: too many were on their way.
     *
     * @param dueNanos when it was due, by the clock of the loop
     * @param waitedNanos how long it would have waited at the least
     */
    void notSent(long dueNanos, long waitedNanos);
}
