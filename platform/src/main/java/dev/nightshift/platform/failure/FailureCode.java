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
    /** A disk has no room left. */
    DISK_FULL(Exit.FAILED),
    /** The rejects file cannot be written where it should be. */
    REJECTS_UNWRITABLE(Exit.REFUSED),
    /** The import was undone before; there is nothing left to undo. */
    ALREADY_UNDONE(Exit.REFUSED),
    /** Something failed that no other code names; the log has the details. */
    INTERNAL(Exit.FAILED);

    private final int exitCode;

    FailureCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a command that ends with this failure. */
    public int exitCode() {
        return exitCode;
    }
}
