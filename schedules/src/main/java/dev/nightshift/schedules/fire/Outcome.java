package dev.nightshift.schedules.fire;

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
        /** A run rests and goes on when MongoDB takes writes again, or when somebody lets it. */
        PAUSED,
        /** The same work is at work otherwise. */
        BUSY
    }

    static Outcome failed(String detail) {
        return new Outcome(State.FAILED, 0, detail);
    }
}
