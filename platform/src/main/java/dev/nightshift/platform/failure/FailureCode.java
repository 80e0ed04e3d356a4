package dev.nightshift.platform.failure;

/**
 * Every failure this service can name. The name is part of the JSON contract: it is never renamed.
 */
public enum FailureCode {
    /** The command line or a setting is wrong. */
    USAGE(Exit.USAGE),
    /** A setting of the environment is unknown or malformed. */
    BAD_SETTING(Exit.USAGE),
    /** No company of that name exists. */
    COMPANY_NOT_FOUND(Exit.REFUSED),
    /** The company exists but takes no work. */
    COMPANY_SUSPENDED(Exit.REFUSED),
    /** A company of that name exists already. */
    COMPANY_EXISTS(Exit.REFUSED),
    /** What was asked for does not exist (for this company). */
    NOT_FOUND(Exit.REFUSED),
    /** A document, filter or key names another company than its context. */
    TENANT_MISMATCH(Exit.REFUSED),
    /** The same work is running, waiting or paused already. */
    ALREADY_RUNNING(Exit.REFUSED),
    /** The run lives: its process renews its lease. */
    RUN_ALIVE(Exit.REFUSED),
    /** The run is in a state that does not allow what was asked. */
    RUN_STATE(Exit.REFUSED),
    /** The process of a run died; the run can be restarted where it stood. */
    RUN_DIED(Exit.FAILED),
    /** An operator took a run from a process that lives but does not get on. */
    RUN_FORCED(Exit.FAILED),
    /** The process of a run was away for so long that the run was given to another one. */
    LEASE_LOST(Exit.FAILED),
    /** MongoDB cannot be reached or does not answer. */
    MONGODB_UNAVAILABLE(Exit.FAILED),
    /** MongoDB answers but cannot do what the service needs. */
    MONGODB_UNSUITABLE(Exit.REFUSED),
    /** MongoDB refused a command or a document. */
    MONGODB_REFUSED(Exit.FAILED),
    /** Redis cannot be reached or does not answer. */
    REDIS_UNAVAILABLE(Exit.FAILED),
    /** The relational store cannot be reached or does not answer. */
    JDBC_UNAVAILABLE(Exit.FAILED),
    /** The embedded servers did not start. */
    STACK_UNAVAILABLE(Exit.FAILED),
    /** There is no file at the path. */
    FILE_NOT_FOUND(Exit.USAGE),
    /** The path is a directory or a device. */
    NOT_A_FILE(Exit.USAGE),
    /** The file cannot be read to its end. */
    FILE_UNREADABLE(Exit.USAGE),
    /** The file holds nothing. */
    FILE_EMPTY(Exit.REFUSED),
    /** The file has a header and no rows. */
    NO_ROWS(Exit.REFUSED),
    /** The header cannot be used. */
    BAD_HEADER(Exit.REFUSED),
    /** No column is a phone or an e-mail. */
    NO_KEY_COLUMN(Exit.REFUSED),
    /** More than one column could be the same key. */
    AMBIGUOUS_COLUMNS(Exit.REFUSED),
    /** A header names a column twice. */
    DUPLICATE_HEADER(Exit.REFUSED),
    /** The header has more columns than anybody can mean, or names longer than that. */
    HEADER_TOO_LARGE(Exit.REFUSED),
    /** A packed file holds several files, none, another archive, or is encrypted. */
    ARCHIVE_REFUSED(Exit.REFUSED),
    /** A packed file is cut off or damaged. */
    ARCHIVE_DAMAGED(Exit.REFUSED),
    /** A packed file grows beyond all reason. */
    ARCHIVE_BOMB(Exit.REFUSED),
    /** Standard input is longer than may be kept. */
    INPUT_TOO_LARGE(Exit.REFUSED),
    /** The file changed while it was read, or since the run was started. */
    FILE_CHANGED(Exit.FAILED),
    /** A file of the emit registry or a tab matrix is malformed. */
    BAD_REGISTRY(Exit.USAGE),
    /** A file of a key space is malformed, or its pattern reaches too far. */
    BAD_KEY_SPACE(Exit.USAGE),
    /** A file of schedules is malformed. */
    BAD_SCHEDULES(Exit.USAGE),
    /** A plan of service levels is malformed, or names an unknown probe. */
    BAD_SLO_PLAN(Exit.USAGE),
    /** A vendor file is malformed. */
    BAD_VENDOR_FILE(Exit.USAGE),
    /** The rows of a run do not add up. */
    ACCOUNTS_DIFFER(Exit.FAILED),
    /** More rows were rejected than the operator bears. */
    TOO_MANY_REJECTS(Exit.FAILED),
    /** A disk has no room left. */
    DISK_FULL(Exit.FAILED),
    /** The rejects file cannot be written where it should be. */
    REJECTS_UNWRITABLE(Exit.REFUSED),
    /** The import was undone before; there is nothing left to undo. */
    ALREADY_UNDONE(Exit.REFUSED),
    /** A migration is not what it was when it was applied first. */
    MIGRATION_CHANGED(Exit.REFUSED),
    /** The backfill is in a state that does not allow what was asked. */
    BACKFILL_STATE(Exit.REFUSED),
    /** A gate of a backfill's stage did not hold; nothing behind it was touched. */
    BACKFILL_HALTED(Exit.FAILED),
    /** Documents are left that a migration should have changed. */
    VERIFICATION_FAILED(Exit.FAILED),
    /** What a backfill would restore from is deleted, or was never kept. */
    PREIMAGES_LAPSED(Exit.REFUSED),
    /** Documents share a key that is to be unique. */
    DUPLICATE_KEYS(Exit.FAILED),
    /** A store shows signs of overload; work that can wait has stopped. */
    STORE_OVERLOADED(Exit.FAILED),
    /** One company reached what is another's. */
    ISOLATION_BROKEN(Exit.FAILED),
    /** A fault of a drill could not be done, or not be undone. */
    FAULT_FAILED(Exit.FAILED),
    /** A file of an experiment is malformed, or names what there is not. */
    BAD_EXPERIMENT(Exit.USAGE),
    /** A drill was not begun: something stands against it, and nothing was broken. */
    DRILL_REFUSED(Exit.REFUSED),
    /** A live drill breaks the configured servers; this waits until it is over. */
    DRILL_AT_WORK(Exit.REFUSED),
    /** A drill's hypothesis was broken. */
    DRILL_FAILED(Exit.FAILED),
    /** A drill cannot be judged. */
    DRILL_INCOMPLETE(Exit.FAILED),
    /** A drill's runner died or hung, and its watchdog took the faults back. */
    DRILL_HEALED_BY_WATCHDOG(Exit.FAILED),
    /** Something kept as evidence is not what was written. */
    EVIDENCE_CHANGED(Exit.FAILED),
    /** The endpoint that webhook events are sent to takes none. */
    ENDPOINT_UNAVAILABLE(Exit.FAILED),
    /** Too many companies are unknown to believe that they are gone. */
    COMPANIES_DOUBTFUL(Exit.REFUSED),
    /** What cannot be undone wants a dry run first. */
    DRY_RUN_FIRST(Exit.REFUSED),
    /** MongoDB takes no writes for now: it has no primary. */
    MONGODB_READ_ONLY(Exit.FAILED),
    /** Something failed that no other code names; the log has the details. */
    INTERNAL(Exit.FAILED);

    private final int exitCode;

    FailureCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /**
     * Whether it says how a server or the run itself fares, so that no other company would get on
     * either: work that goes from company to company ends with it and can go on later.
     */
    public boolean isOfEveryCompany() {
        return this == LEASE_LOST
                || this == MONGODB_UNAVAILABLE
                // An election that is over before the failure is noted.
                || this == MONGODB_READ_ONLY
                || this == MONGODB_UNSUITABLE
                || this == STORE_OVERLOADED;
    }

    /** The exit code of a command that ends with this failure. */
    public int exitCode() {
        return exitCode;
    }
}
