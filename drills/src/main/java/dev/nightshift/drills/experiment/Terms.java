package dev.nightshift.drills.experiment;

import java.time.Duration;
import java.time.Period;
import java.util.List;

/**
 * What the Chaos Toolkit has no words for.
 *
 * @param rto target: how long after its injection a fault may still be felt
 * @param rpo target: how many seconds of acknowledged writes may be lost; zero for none at all
 * @param stores who is hurt: {@code redis}, {@code mongodb}
 * @param companies how many companies are hurt at most
 * @param lease how long a fault lasts at most before the watchdog takes it back
 * @param objective percent of requests that have to be answered in {@code budgetWindow}
 * @param budgetWindow what the error budget is for
 * @param interval how often the drill is due when no schedule names it
 * @param alerts codes that the drill itself causes; a live drill mutes these and nothing else
 * @param signOff roles that sign the report
 * @param controls which points of SOC 2 and ISO 27001 it is evidence for
 */
public record Terms(
        Duration rto,
        Duration rpo,
        List<String> stores,
        int companies,
        List<StopCondition> stopConditions,
        Duration lease,
        boolean cachePurge,
        double objective,
        Duration budgetWindow,
        Period interval,
        List<String> alerts,
        String owner,
        String remediationOwner,
        List<String> signOff,
        List<String> controls) {
    public Terms {
        stores = List.copyOf(stores);
        stopConditions = List.copyOf(stopConditions);
        alerts = List.copyOf(alerts);
        signOff = List.copyOf(signOff);
        controls = List.copyOf(controls);
    }
}
