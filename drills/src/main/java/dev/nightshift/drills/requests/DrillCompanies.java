package dev.nightshift.drills.requests;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.Region;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;

import java.util.ArrayList;
import java.util.List;

/**
 * The companies that drills work on, and no others. They take work during a drill alone: between
 * drills they are suspended, so that nightly work, probes and reviews pass them over. Used by one
 * thread.
 */
final class DrillCompanies implements AutoCloseable {
    private final Companies companies;
    private final PlatformContext context;
    private final List<TenantContext> open = new ArrayList<>();

    DrillCompanies(Companies companies, PlatformContext context) {
        this.companies = companies;
        this.context = context;
    }

    /**
     * Adds them, or lets those of an earlier drill take work again.
     *
     * @throws NightshiftException DRILL_REFUSED when one of the ids is somebody else's
     */
    List<TenantContext> open(int count) {
        for (int number = 1; number <= count; number++) {
            CompanyId id = new CompanyId("drill-" + number);
            String name = "Drill company " + number;
            if (companies.existing(context, List.of(id.value())).isEmpty()) {
                var _ = companies.add(context, id, name, new Region("US"));
            } else {
                requireOwn(companies.show(context, id), name);
                var _ = companies.resume(context, id);
            }
            open.add(context.in(id));
        }
        return List.copyOf(open);
    }

    private static void requireOwn(Company company, String name) {
        if (!company.name().equals(name)) {
            throw new NightshiftException(
                    FailureCode.DRILL_REFUSED,
                    "The company '%s' (%s) is not one of the drill's own."
                            .formatted(company.id(), company.name()),
                    "Nothing was broken. A drill writes to companies of its own alone, which have"
                            + " this id; lower 'companies' under blast-radius, or give that company"
                            + " another id.");
        }
    }

    /** Suspends them. */
    @Override
    public void close() {
        for (TenantContext company : open) {
            var _ = companies.suspend(context, company.company());
        }
    }
}
