package dev.nightshift.platform.failure;

import org.jspecify.annotations.Nullable;

/**
 * A failure that an operator is told about. The message says what and where, the hint says what to
 * do; neither holds personal data, a secret or a driver's text: those stay in the cause, which only
 * the log sees.
 */
public final class NightshiftException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final String hint;

    /** A failure without an underlying cause. */
    public NightshiftException(FailureCode code, String message, String hint) {
        this(code, message, hint, null);
    }

    /** A failure caused by {@code cause}, which is logged and never shown. */
    public NightshiftException(
            FailureCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    /** The name of the failure. */
    public FailureCode code() {
        return code;
    }

    /** The operator's message. */
    public String message() {
        return java.util.Objects.requireNonNull(getMessage());
    }

    /** What to do about it; empty when there is nothing to do. */
    public String hint() {
        return hint;
    }
}
