package dev.nightshift.jobs.registryvalidation;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.registry.validation.CompanyVerdict;
import dev.nightshift.alerts.registry.validation.RegistryChecks;
import dev.nightshift.jobs.companies.CompaniesInOrder;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.RunAlerts;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;

import java.util.List;
import java.util.function.Supplier;

/**
 * Validates every entry of the registry for one company after the other: reads the companies,
 * checks, stores the verdict. A company that fails is counted and told; the others go on.
 * Thread-safe. A run that died or was stopped goes on behind the last company.
 */
public final class RegistryValidationJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "registry-validation";

    /** Parameter: the one company; all active ones when it is missing. */
    static final String COMPANY = "company";

    private static final Logger log = LoggerFactory.getLogger(RegistryValidationJob.class);
    private static final int COMPANIES_A_CHUNK = 10;

    private final Companies companies;
    private final Supplier<RegistryChecks> checks;
    private final ValidationLedger ledger;
    private final RunAlerts alerts;

    /**
     * Over stores that the caller closes.
     *
     * @param checks made anew for each attempt, so that files that were mended count
     */
    public RegistryValidationJob(
            Companies companies,
            Supplier<RegistryChecks> checks,
            ValidationLedger ledger,
            AlertService alerts) {
        this.alerts = new RunAlerts(alerts);
        this.companies = companies;
        this.checks = checks;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        List<CompanyId> all = companies(run);
        Validating validating = new Validating(run, checks.get(), all.size());
        return run.job(
                run.<CompanyId, CompanyId>chunkStep("validate", COMPANIES_A_CHUNK)
                        .reader(new CompaniesInOrder(all, validating.counts))
                        .writer(chunk -> chunk.forEach(validating::validate))
                        .build());
    }

    private List<CompanyId> companies(RunHandle run) {
        String one = run.parameters().get(COMPANY);
        if (one != null) {
            return List.of(companies.show(run.platform(), new CompanyId(one)).id());
        }
        return companies.list(run.platform()).stream()
                .filter(Company::isActive)
                .map(Company::id)
                .sorted()
                .toList();
    }

    /** One attempt's work and counts; by one thread. */
    private final class Validating {
        private final RunHandle run;
        private final RegistryChecks checks;
        private final int total;
        private final NamedCounts counts =
                new NamedCounts(List.of("failed", "valid", "invalid", "becameInvalid"));

        Validating(RunHandle run, RegistryChecks checks, int total) {
            this.run = run;
            this.checks = checks;
            this.total = total;
        }

        void validate(CompanyId company) {
            TenantContext context = run.platform().in(company);
            counts.add(NamedCounts.COMPANIES, 1);
            try {
                CompanyVerdict verdict = checks.check(context);
                ValidationLedger.Stored stored = ledger.store(context, run.runId(), verdict);
                counts.add("valid", stored.valid());
                counts.add("invalid", stored.entries().size() - stored.valid());
                counts.add("becameInvalid", stored.becameInvalid().size());
                alerts.done(context, NAME, run.runId());
            } catch (RuntimeException failed) {
                if (run.parameters().containsKey(COMPANY)) {
                    throw failed;
                }
                // One company's trouble is not the others'; it is told in the report.
                counts.add("failed", 1);
                FailureCode code =
                        failed instanceof NightshiftException named
                                ? named.code()
                                : FailureCode.INTERNAL;
                run.artefact("failed/" + company, code.name());
                alerts.failed(context, NAME, run.runId(), code.name());
                log.atError()
                        .addKeyValue("companyId", company.value())
                        .addKeyValue("module", NAME)
                        .addKeyValue("event", "validation.failed")
                        .addKeyValue("status", code)
                        .setCause(failed)
                        .log("The registry could not be validated for a company.");
            }
            run.progress(counts.progress(total));
        }
    }
}
