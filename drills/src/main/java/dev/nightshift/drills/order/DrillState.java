package dev.nightshift.drills.order;

import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.failure.FailureCode;

import java.util.Locale;

/** How a drill ended. */
public enum DrillState {
    /** The hypothesis held before and after, and everything that was expected came in time. */
    PASSED,
    /** The hypothesis was broken, or something that was expected did not come in time. */
    FAILED,
    /** It cannot be judged: there was no steady state to begin with, or something went wrong. */
    INCOMPLETE,
    /** It was not begun: no fault was injected. */
    REFUSED,
    /** It was ended early, by a person, a stop condition or the safety lever. */
    ABORTED,
    /** Its runner died or hung, and the watchdog took its faults back. */
    HEALED_BY_WATCHDOG;

    /** The exit code of a command that ran it. */
    public int exitCode() {
        return switch (this) {
            case PASSED -> Exit.DONE;
            case FAILED, INCOMPLETE, HEALED_BY_WATCHDOG -> Exit.FAILED;
            case REFUSED -> Exit.REFUSED;
            case ABORTED -> Exit.STOPPED;
        };
    }

    /** How a run that ends with it is said to have failed; PASSED and ABORTED do not. */
    public FailureCode failureCode() {
        return switch (this) {
            case PASSED, FAILED -> FailureCode.DRILL_FAILED;
            case INCOMPLETE, ABORTED -> FailureCode.DRILL_INCOMPLETE;
            case REFUSED -> FailureCode.DRILL_REFUSED;
            case HEALED_BY_WATCHDOG -> FailureCode.DRILL_HEALED_BY_WATCHDOG;
        };
    }

    /** For people: {@code healed by watchdog}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
