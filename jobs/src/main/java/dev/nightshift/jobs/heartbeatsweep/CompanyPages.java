package dev.nightshift.jobs.heartbeatsweep;

import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.List;

/**
 * Reads the active companies by id, many at once. Restartable behind the last company of the last
 * page that was committed. Used by one thread.
 */
final class CompanyPages implements ItemStreamReader<List<Company>> {
    /** A page's records fit into one answer of the store, which has 16 MB at most. */
    static final int COMPANIES = 3_000;

    private static final String AFTER = "sweep.after";
    private static final String LAST = "sweep.last";

    private final Companies companies;
    private final PlatformContext context;
    private final int size;
    private String after = "";
    private boolean last;

    CompanyPages(Companies companies, PlatformContext context, int size) {
        this.companies = companies;
        this.context = context;
        this.size = size;
    }

    @Override
    public void open(ExecutionContext position) {
        after = position.getString(AFTER, "");
        last = position.containsKey(LAST);
    }

    @Override
    public @Nullable List<Company> read() {
        List<Company> page = last ? List.of() : companies.activePage(context, after, size);
        if (page.isEmpty()) {
            return null;
        }
        // A page that is not full is the last: no round trip to learn that there is no other.
        last = page.size() < size;
        after = page.getLast().id().value();
        return page;
    }

    @Override
    public void update(ExecutionContext position) {
        position.putString(AFTER, after);
        if (last) {
            position.putInt(LAST, 1);
        }
    }
}
