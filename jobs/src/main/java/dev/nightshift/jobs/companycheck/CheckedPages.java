package dev.nightshift.jobs.companycheck;

import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.companies.check.CompanyVerdict;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Pages of active companies by id, checked and counted. Used by one thread. */
final class CheckedPages implements ItemStreamReader<List<Company>> {
    private static final String AFTER = "check.after";
    private static final String COUNT = "check.count.";

    /** Problems are counted by the name of their check. */
    private static final List<String> COUNTS =
            List.of(
                    "companies",
                    "healthy",
                    "unhealthy",
                    "reachable",
                    "indexes",
                    "isolation",
                    "cache",
                    "settings",
                    "keys");

    private final RunHandle run;
    private final Companies companies;
    private final BiFunction<PlatformContext, List<Company>, List<CompanyVerdict>> checks;
    private final CheckNews news;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private String after = "";

    CheckedPages(
            RunHandle run,
            Companies companies,
            BiFunction<PlatformContext, List<Company>, List<CompanyVerdict>> checks,
            CheckNews news) {
        this.run = run;
        this.companies = companies;
        this.checks = checks;
        this.news = news;
    }

    @Override
    public void open(ExecutionContext position) {
        after = position.getString(AFTER, "");
        COUNTS.forEach(count -> counts.put(count, position.getLong(COUNT + count, 0)));
    }

    @Override
    public @Nullable List<Company> read() {
        List<Company> page =
                companies.activePage(run.platform(), after, CompanyCheckJob.pageSize());
        if (page.isEmpty()) {
            return null;
        }
        after = page.getLast().id().value();
        return page;
    }

    void check(Chunk<? extends List<Company>> pages) {
        for (List<Company> page : pages) {
            checks.apply(run.platform(), page).forEach(this::count);
        }
        run.progress(new RunProgress(counts, counts.getOrDefault("companies", 0L), null));
    }

    private void count(CompanyVerdict verdict) {
        add("companies");
        add(verdict.problems().isEmpty() ? "healthy" : "unhealthy");
        verdict.problems().stream()
                .map(CompanyVerdict.Problem::check)
                .distinct()
                .forEach(this::add);
        news.tell(verdict);
    }

    private void add(String count) {
        counts.merge(count, 1L, Long::sum);
    }

    @Override
    public void update(ExecutionContext position) {
        position.putString(AFTER, after);
        counts.forEach((count, value) -> position.putLong(COUNT + count, value));
    }
}
