package dev.nightshift.schedules.fire;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.Selection;

import java.util.List;

/** Which active companies a schedule works for, by id. Thread-safe. */
public final class Recipients {
    private final Companies companies;

    /** Over an open store. */
    public Recipients(Companies companies) {
        this.companies = companies;
    }

    /** The companies of a schedule as they are now. */
    public List<CompanyId> of(Schedule schedule, PlatformContext context) {
        return switch (schedule.companies()) {
            case Selection.All _ -> active(companies.list(context));
            case Selection.One one -> active(List.of(companies.show(context, one.company())));
            case Selection.Tagged tagged -> active(companies.tagged(context, tagged.tag()));
        };
    }

    /** The same; none for a job that works for all at once. */
    List<CompanyId> all(Schedule schedule, PlatformContext context) {
        return switch (schedule.job().scope()) {
            case PLATFORM -> List.of();
            case COMPANY -> of(schedule, context);
        };
    }

    private static List<CompanyId> active(List<Company> companies) {
        return companies.stream().filter(Company::isActive).map(Company::id).sorted().toList();
    }
}
