package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.registry.validation.Check;
import dev.nightshift.alerts.registry.validation.EntryVerdict;
import dev.nightshift.alerts.registry.validation.Problem;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.registryvalidation.RegistryValidations;
import dev.nightshift.jobs.registryvalidation.ValidationLedger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A validation as it is printed; the component names are the JSON contract. */
record ValidationView(
        long runId,
        String state,
        boolean worse,
        List<CompanyView> companies,
        Map<String, String> failed) {
    /** What was found for a company. */
    record CompanyView(
            String companyId,
            Instant at,
            int valid,
            int invalid,
            List<String> becameInvalid,
            List<Check> notJudged,
            List<EntryView> entries) {}

    /** What was found of an entry. */
    record EntryView(String id, String verdict, List<Problem> problems) {
        static EntryView of(EntryVerdict entry) {
            return new EntryView(
                    entry.id(), entry.isValid() ? "VALID" : "INVALID", entry.problems());
        }
    }

    static ValidationView of(RegistryValidations.Report report) {
        List<CompanyView> companies = new ArrayList<>();
        for (ValidationLedger.Stored stored : report.companies()) {
            companies.add(
                    new CompanyView(
                            stored.companyId(),
                            stored.at(),
                            stored.valid(),
                            stored.entries().size() - stored.valid(),
                            stored.becameInvalid(),
                            stored.notJudged(),
                            stored.entries().stream().map(EntryView::of).toList()));
        }
        Map<String, String> failed = new TreeMap<>();
        report.run()
                .artefacts()
                .forEach(
                        (name, code) -> {
                            if (name.startsWith("failed/")) {
                                failed.put(name.substring("failed/".length()), code);
                            }
                        });
        return new ValidationView(
                report.run().runId(),
                report.run().state().name(),
                report.isWorse(),
                companies,
                failed);
    }

    static String text(ValidationView view) {
        StringBuilder text = new StringBuilder();
        Table table = new Table("COMPANY", "VALID", "INVALID", "BECAME INVALID");
        for (CompanyView company : view.companies()) {
            table.row(
                    company.companyId(),
                    company.valid(),
                    company.invalid(),
                    company.becameInvalid().size());
        }
        text.append(table);
        view.companies().forEach(company -> invalid(text, company));
        view.failed()
                .forEach(
                        (company, code) ->
                                text.append(
                                        "\n%s could not be validated: %s\n"
                                                .formatted(company, code)));
        return text.toString();
    }

    /** Each problem once, with the entries that have it: most are the company's, not an entry's. */
    private static void invalid(StringBuilder text, CompanyView company) {
        Map<Problem, List<String>> entries = new LinkedHashMap<>();
        for (EntryView entry : company.entries()) {
            entry.problems()
                    .forEach(
                            problem ->
                                    entries.computeIfAbsent(problem, any -> new ArrayList<>())
                                            .add(entry.id()));
        }
        entries.forEach(
                (problem, ids) -> {
                    text.append('\n');
                    line(
                            text,
                            "%s  %s: %s"
                                    .formatted(
                                            company.companyId(),
                                            problem.check(),
                                            problem.reason()));
                    line(text, "  fix: " + problem.fix());
                    line(text, "  in:  " + some(ids));
                });
        if (!company.becameInvalid().isEmpty()) {
            text.append('\n');
            line(
                    text,
                    "%s  became invalid: %s"
                            .formatted(company.companyId(), some(company.becameInvalid())));
        }
        if (!company.notJudged().isEmpty()) {
            text.append('\n');
            line(
                    text,
                    "%s  not judged: %s"
                            .formatted(
                                    company.companyId(),
                                    company.notJudged().stream()
                                            .map(Check::name)
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static String some(List<String> ids) {
        int most = 8;
        String first = ids.stream().limit(most).collect(Collectors.joining(", "));
        return ids.size() <= most
                ? first
                : "%s and %d more; all with --output json".formatted(first, ids.size() - most);
    }

    private static void line(StringBuilder text, String line) {
        text.append(Printable.of(line)).append('\n');
    }
}
