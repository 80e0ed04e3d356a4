package dev.nightshift.app.cli.slo;

import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.sloprobe.results.SloResult;
import dev.nightshift.platform.tenant.CompanyId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run measured; the names are the JSON contract.
 *
 * @param requests sent in all
 * @param skipped companies that take no work
 * @param failed companies and operations that could not be probed, with why
 * @param companies with their verdicts
 */
record ProbeReport(
        long runId,
        String state,
        long requests,
        long pass,
        long breach,
        long inconclusive,
        List<String> skipped,
        Map<String, String> failed,
        List<Whose> companies,
        long durationMs) {
    private static final String SKIPPED = "skipped/";
    private static final String FAILED = "failed/";

    /** A company. */
    record Whose(String companyId, List<SloResult> slos) {}

    static ProbeReport of(RunReport run, Map<CompanyId, List<SloResult>> latest) {
        List<String> skipped = new ArrayList<>();
        Map<String, String> failed = new TreeMap<>();
        run.artefacts()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(SKIPPED)) {
                                skipped.add(name.substring(SKIPPED.length()));
                            } else if (name.startsWith(FAILED)) {
                                failed.put(name.substring(FAILED.length()), value);
                            }
                        });
        skipped.sort(null);
        List<Whose> companies = new ArrayList<>();
        latest.forEach(
                (company, slos) -> {
                    List<SloResult> measured =
                            slos.stream().filter(slo -> slo.runId() == run.runId()).toList();
                    if (!measured.isEmpty()) {
                        companies.add(new Whose(company.value(), measured));
                    }
                });
        return new ProbeReport(
                run.runId(),
                run.state().name(),
                count(run, "requests"),
                count(run, "pass"),
                count(run, "breach"),
                count(run, "inconclusive"),
                skipped,
                failed,
                companies,
                run.durationMs());
    }

    private static long count(RunReport run, String name) {
        return run.counts().getOrDefault(name, 0L);
    }

    String text() {
        Table table =
                new Table("COMPANY", "SLO", "VERDICT", "P50", "P95", "SHARE", "BUDGET", "LEFT");
        for (Whose company : companies) {
            for (SloResult slo : company.slos()) {
                table.row(
                        company.companyId(),
                        slo.slo(),
                        slo.verdict(),
                        Figures.interval(slo.p50Ms(), slo.p50LowMs(), slo.p50HighMs()),
                        Figures.interval(slo.p95Ms(), slo.p95LowMs(), slo.p95HighMs()),
                        Figures.share(slo.share()),
                        slo.budget(),
                        Figures.share(slo.budgetLeft()));
            }
        }
        StringBuilder text = new StringBuilder(table.toString()).append('\n');
        for (Whose company : companies) {
            for (SloResult slo : company.slos()) {
                if (!slo.reason().isEmpty()) {
                    text.append("open: ")
                            .append(company.companyId())
                            .append(' ')
                            .append(slo.slo())
                            .append(": ")
                            .append(slo.reason())
                            .append('\n');
                }
            }
        }
        if (!skipped.isEmpty()) {
            text.append("skipped, suspended: %s\n".formatted(String.join(", ", skipped)));
        }
        failed.forEach((what, why) -> text.append("not probed: %s: %s\n".formatted(what, why)));
        return text.append(
                        "run %d is %s: %d requests; %d pass, %d breach, %d inconclusive\n"
                                .formatted(runId, state, requests, pass, breach, inconclusive))
                .toString();
    }
}
