package dev.nightshift.platform.isolation;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The doors that were tried so far. Used by one thread. */
final class Doors {
    private final List<IsolationFinding> findings = new ArrayList<>();
    private int tried;

    /** A door that must show nothing and change nothing. */
    void holds(String door, BooleanSupplier held) {
        tried++;
        if (!held.getAsBoolean()) {
            findings.add(new IsolationFinding(door, "the other company's data was reached"));
        }
    }

    /** A door that must refuse whoever names another company. */
    void refuses(String door, Runnable attempt) {
        tried++;
        try {
            attempt.run();
        } catch (NightshiftException refusal) {
            if (refusal.code() == FailureCode.TENANT_MISMATCH) {
                return;
            }
            throw refusal;
        }
        findings.add(new IsolationFinding(door, "the other company's name was not refused"));
    }

    IsolationReport report() {
        return new IsolationReport(tried, findings);
    }
}
