package dev.nightshift.jobs.registryvalidation;

import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Validates the registry: the entry point for the command line and tests. Thread-safe. */
public final class RegistryValidations {
    /**
     * What a validation found.
     *
     * @param companies those that were validated, by id
     */
    public record Report(RunReport run, List<ValidationLedger.Stored> companies) {
        public Report {
            companies = List.copyOf(companies);
        }

        /** Whether an entry became invalid, or a company could not be validated. */
        public boolean isWorse() {
            return run.counts().getOrDefault("becameInvalid", 0L) > 0
                    || run.counts().getOrDefault("failed", 0L) > 0;
        }
    }

    private final Companies companies;
    private final ValidationLedger ledger;
    private final JobStarter starter;

    public RegistryValidations(Companies companies, ValidationLedger ledger, JobStarter starter) {
        this.companies = companies;
        this.ledger = ledger;
        this.starter = starter;
    }

    /**
     * Validates for one company, or for all active ones, in this thread, until the run rests.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException COMPANY_NOT_FOUND, or
     *     ALREADY_RUNNING while another validation is at work
     */
    public Report run(PlatformContext context, Optional<CompanyId> company, RunListener listener) {
        List<CompanyId> asked =
                company.map(id -> List.of(companies.show(context, id).id()))
                        .orElseGet(
                                () ->
                                        companies.list(context).stream()
                                                .map(Company::id)
                                                .sorted()
                                                .toList());
        RunReport run = starter.start(request(context, company), listener);
        List<ValidationLedger.Stored> found = new ArrayList<>();
        for (CompanyId id : asked) {
            ledger.find(context.in(id), run.runId()).ifPresent(found::add);
        }
        return new Report(run, found);
    }

    /** What is asked for: one company, or all active ones. */
    public static RunRequest request(PlatformContext context, Optional<CompanyId> company) {
        return company.map(
                        id ->
                                RunRequest.forCompany(
                                                RegistryValidationJob.NAME,
                                                context.in(id),
                                                id.value())
                                        .with(RegistryValidationJob.COMPANY, id.value()))
                .orElseGet(
                        () ->
                                RunRequest.forPlatform(
                                        RegistryValidationJob.NAME, context, "all companies"));
    }
}
