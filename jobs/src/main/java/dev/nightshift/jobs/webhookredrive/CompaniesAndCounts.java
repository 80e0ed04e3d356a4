package dev.nightshift.jobs.webhookredrive;

import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads companies, and counts what became of their events. Used by one thread. */
final class CompaniesAndCounts implements ItemStreamReader<CompanyId> {
    static final String FOUND = "found";
    static final String PROCESSED = "processed";
    static final String REFUSED = "refused";

    private static final String LAST = "redrive.last";

    private final List<CompanyId> companies;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private int next;

    CompaniesAndCounts(List<CompanyId> companies) {
        this.companies = companies;
        for (String name : List.of(FOUND, PROCESSED, REFUSED)) {
            counts.put(name, 0L);
        }
    }

    @Override
    public void open(ExecutionContext position) {
        String last = position.getString(LAST, "");
        while (next < companies.size() && companies.get(next).value().compareTo(last) <= 0) {
            next++;
        }
        counts.replaceAll((name, zero) -> position.getLong("redrive." + name, zero));
    }

    @Override
    public void update(ExecutionContext position) {
        if (next > 0) {
            position.putString(LAST, companies.get(next - 1).value());
        }
        counts.forEach((name, count) -> position.putLong("redrive." + name, count));
    }

    @Override
    public @Nullable CompanyId read() {
        return next < companies.size() ? companies.get(next++) : null;
    }

    void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    RunProgress progress() {
        Map<String, Long> told = new LinkedHashMap<>();
        told.put("companies", (long) next);
        told.putAll(counts);
        return new RunProgress(told, next, (long) companies.size());
    }
}
