package dev.nightshift.jobs.companies;

import dev.nightshift.jobs.runs.store.RunProgress;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts by name, the companies among them, all attempts of a run together; and what of them is of
 * the company at work. Used by one thread.
 */
public final class NamedCounts implements KeptCounts {
    /** How many companies were worked at. */
    public static final String COMPANIES = "companies";

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Long> ofOthers = new LinkedHashMap<>();

    /** With these beside the companies, in this order. */
    public NamedCounts(List<String> names) {
        counts.put(COMPANIES, 0L);
        names.forEach(name -> counts.put(name, 0L));
    }

    @Override
    public void restore(ExecutionContext position) {
        counts.replaceAll((name, now) -> position.getLong("count." + name, now));
        counts.forEach(
                (name, now) -> ofOthers.put(name, position.getLong("count.others." + name, now)));
    }

    @Override
    public void store(ExecutionContext position) {
        counts.forEach((name, count) -> position.putLong("count." + name, count));
        ofOthers.forEach((name, count) -> position.putLong("count.others." + name, count));
    }

    /** Adds to one of them. */
    public void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    /** Takes down that all of the company at work is done. */
    public void companyDone() {
        add(COMPANIES, 1);
        ofOthers.putAll(counts);
    }

    /** One of them. */
    public long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** What of one of them is of the company at work, in whatever attempt. */
    public long ofCompany(String name) {
        return of(name) - ofOthers.getOrDefault(name, 0L);
    }

    /** All of them, in their order. */
    public Map<String, Long> byName() {
        return new LinkedHashMap<>(counts);
    }

    /**
     * How far the run is, a company being a unit.
     *
     * @param total of the companies
     */
    public RunProgress progress(long total) {
        return new RunProgress(byName(), of(COMPANIES), total);
    }
}
