package dev.nightshift.migrations.ledger;

/** Where a migration stands, all companies together. What its run does now is the run's state. */
public enum MigrationState {
    /** Never begun, or rolled back and not begun again. */
    NEW,
    /** Begun; its run is at work, paused, or ended early. */
    STARTED,
    /** A stage is done and its gates hold; the next one waits for an approval. */
    WAITING,
    /** A gate did not hold; nothing behind it is touched until it does. */
    HALTED,
    /** Every company is done. */
    COMPLETE,
    /** Given up; what was done stays. */
    CANCELLED,
    /** What was done is being taken back, or taking it back ended early. */
    ROLLING_BACK,
    /** What was done is taken back. */
    ROLLED_BACK,
    /** Complete, verified, closed: code may rely on it. */
    FINAL
}
