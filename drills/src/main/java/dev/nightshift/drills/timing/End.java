package dev.nightshift.drills.timing;

/** How a request ended. */
public enum End {
    /** It was answered as it should. */
    DONE,
    /** It failed. */
    FAILED,
    /** It was refused, and that was said. */
    REFUSED,
    /** It was not sent when it was due: too many were on their way. */
    NOT_SENT
}
