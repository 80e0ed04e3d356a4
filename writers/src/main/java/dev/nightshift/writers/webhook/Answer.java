package dev.nightshift.writers.webhook;

/**
 * What became of an event that was posted.
 *
 * @param verdict whether the receiver has it
 * @param text the status, or why there was none; holds nothing of the event or of the answer
 */
public record Answer(Verdict verdict, String text) {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Whether the receiver has it. */
    public enum Verdict {
        /** It has. */
        TAKEN,
        /** It will not take this one; the next may do better. */
        REFUSED,
        /** It takes nothing for now. */
        AWAY
    }

    static Answer of(int status) {
        String text = "HTTP %d".formatted(status);
        if (status / 100 == 2) {
            return new Answer(Verdict.TAKEN, text);
        }
        boolean later =
                status / 100 == 5 || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT;
        return new Answer(later ? Verdict.AWAY : Verdict.REFUSED, text);
    }

    static Answer none(String why) {
        return new Answer(Verdict.AWAY, "no answer (%s)".formatted(why));
    }
}
