package dev.nightshift.platform.failure;

/** Exit codes of every command. */
public final class Exit {
    /** Done. */
    public static final int DONE = 0;

    /** The run failed, or a threshold was crossed. */
    public static final int FAILED = 1;

    /** The command was used wrongly. */
    public static final int USAGE = 2;

    /** Refused: a precondition, a guard, or nothing of that name. */
    public static final int REFUSED = 3;

    /** Stopped or paused; the work can go on later. */
    public static final int STOPPED = 5;

    private Exit() {}
}
