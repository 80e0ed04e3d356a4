package dev.nightshift.migrations.ledger;

/** Where a migration stands with one company. */
public enum CompanyState {
    /** Not begun. */
    PENDING,
    /** Begun; its position is kept with each batch. */
    RUNNING,
    /** Every document was looked at. */
    DONE,
    /** Ended early by a failure; it goes on where it stood. */
    FAILED,
    /** Being taken back. */
    ROLLING_BACK,
    /** Taken back. */
    ROLLED_BACK
}
