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

    private static void invalid(StringBuilder text, CompanyView company) {
        for (EntryView entry : company.entries()) {
            if (entry.problems().isEmpty()) {
                continue;
            }
            text.append('\n')
                    .append(
                            Printable.of(
                                    "%s  %s%s"
                                            .formatted(
                                                    company.companyId(),
                                                    entry.id(),
                                                    company.becameInvalid().contains(entry.id())
                                                            ? "  became invalid"
                                                            : "")))
                    .append('\n');
            for (Problem problem : entry.problems()) {
                text.append(Printable.of("  %s: %s".formatted(problem.check(), problem.reason())))
                        .append('\n')
                        .append(Printable.of("    fix: " + problem.fix()))
                        .append('\n');
            }
        }
        if (!company.notJudged().isEmpty()) {
            text.append(
                    "\n%s  not judged: %s\n"
                            .formatted(
                                    company.companyId(),
                                    company.notJudged().stream()
                                            .map(Check::name)
                                            .collect(Collectors.joining(", "))));
        }
    }
}
