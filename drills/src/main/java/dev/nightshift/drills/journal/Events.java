package dev.nightshift.drills.journal;

/** The words of a journal's events. */
public final class Events {
    /** The drill begins: what it is, who runs it, on what. */
    public static final String BEGAN = "began";

    /** A look at the steady state: {@code when} is before or after. */
    public static final String HYPOTHESIS = "hypothesis";

    /** A probe was asked. */
    public static final String PROBE = "probe";

    /** An action was done. */
    public static final String ACTION = "action";

    /** A fault is about to be injected. */
    public static final String INJECTING = "injecting";

    /** A fault was injected. */
    public static final String INJECTED = "injected";

    /** A fault was taken back. */
    public static final String HEALED = "healed";

    /** A fault could not be taken back. */
    public static final String NOT_HEALED = "not_healed";

    /** Something about the service changed: {@code mark} says what. */
    public static final String MARK = "mark";

    /** What the load saw in a second. */
    public static final String LOAD = "load";

    /** Caches were purged. */
    public static final String PURGED = "purged";

    /** The ledger of acknowledged writes against what was found. */
    public static final String LEDGER = "ledger";

    /** How long the requests of a phase took, from when they were due. */
    public static final String LATENCY = "latency";

    /** A file is kept beside the journal: {@code file} and its {@code sha256}. */
    public static final String KEPT = "kept";

    /** The drill is to end early: {@code reason} says why. */
    public static final String STOPPING = "stopping";

    /** A rollback was done, or was not needed. */
    public static final String ROLLBACK = "rollback";

    /** The drill ended: {@code state} says how. */
    public static final String ENDED = "ended";

    /** Somebody adds what they found. */
    public static final String FINDING = "finding";

    /** Somebody signs. */
    public static final String SIGNED = "signed";

    private Events() {}
}
