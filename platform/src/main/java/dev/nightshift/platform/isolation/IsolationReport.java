package dev.nightshift.platform.isolation;

import java.util.List;

/**
 * What a trial found.
 *
 * @param doors how many were tried
 * @param findings those that did not hold; empty when all did
 */
public record IsolationReport(int doors, List<IsolationFinding> findings) {
    public IsolationReport {
        findings = List.copyOf(findings);
    }
}
