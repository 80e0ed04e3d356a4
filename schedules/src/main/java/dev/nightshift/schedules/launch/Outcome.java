package dev.nightshift.schedules.launch;

/**
 * How an order ended.
 *
 * @param runs how many runs it took
 * @param detail for people; empty when the state says it all
 */
public record Outcome(State state, int runs, String detail) {
    /** In one word. */
    public enum State {
        /** Every run is done. */
        DONE,
        /** A run failed, or could not be started. */
        FAILED,
        /** A run was stopped and can go on. */
        STOPPED,
        /** Somebody paused a run, or it is at work again after that; others need not wait. */
        PAUSED,
        /** A run rests until MongoDB takes writes again; so would all others. */
        READ_ONLY,
        /** The same work is at work otherwise. */
        BUSY,
        /** Not run, as it should be: a larger run does the same work now. */
        NOT_NEEDED
    }

    /** A run that could not be started. */
    public static Outcome failed(String detail) {
        return new Outcome(State.FAILED, 0, detail);
    }
}
