package dev.nightshift.jobs.csvimport;

import dev.nightshift.platform.leads.RowProblem;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The accounts of one import. Every row read is counted once under its outcome. Mutable and not
 * thread-safe: only the step's thread touches it.
 */
final class ImportCounts {
    static final String REJECTS = "rejects.";
    static final String WARNINGS = "warnings.";

    private long read;
    private long inserted;
    private long updated;
    private long unchanged;
    private long rejected;
    private final Map<RowProblem, Long> rejectsByCode = new EnumMap<>(RowProblem.class);
    private final Map<RowProblem, Long> warningsByCode = new EnumMap<>(RowProblem.class);

    /** The counts as they were committed with a batch; all zero in a fresh context. */
    static ImportCounts from(ExecutionContext context) {
        ImportCounts counts = new ImportCounts();
        counts.read = context.getLong("read", 0);
        counts.inserted = context.getLong("inserted", 0);
        counts.updated = context.getLong("updated", 0);
        counts.unchanged = context.getLong("unchanged", 0);
        counts.rejected = context.getLong("rejected", 0);
        for (RowProblem problem : RowProblem.values()) {
            restore(counts.rejectsByCode, problem, context.getLong(REJECTS + problem, 0));
            restore(counts.warningsByCode, problem, context.getLong(WARNINGS + problem, 0));
        }
        return counts;
    }

    private static void restore(Map<RowProblem, Long> byCode, RowProblem problem, long count) {
        if (count > 0) {
            byCode.put(problem, count);
        }
    }

    void saveTo(ExecutionContext context) {
        context.putLong("read", read);
        context.putLong("inserted", inserted);
        context.putLong("updated", updated);
        context.putLong("unchanged", unchanged);
        context.putLong("rejected", rejected);
        rejectsByCode.forEach((code, count) -> context.putLong(REJECTS + code, count));
        warningsByCode.forEach((code, count) -> context.putLong(WARNINGS + code, count));
    }

    void read(long rows) {
        read += rows;
    }

    void inserted() {
        inserted++;
    }

    void updated() {
        updated++;
    }

    void unchanged() {
        unchanged++;
    }

    void rejected(RowProblem problem) {
        rejected++;
        rejectsByCode.merge(problem, 1L, Long::sum);
    }

    void warned(RowProblem problem) {
        warningsByCode.merge(problem, 1L, Long::sum);
    }

    long read() {
        return read;
    }

    long rejected() {
        return rejected;
    }

    /** Whether each row read stands under exactly one outcome. */
    boolean addUp() {
        long byCode = rejectsByCode.values().stream().mapToLong(Long::longValue).sum();
        return read == inserted + updated + unchanged + rejected && rejected == byCode;
    }

    /** Whether any lead was inserted or changed. */
    boolean hasWritten() {
        return inserted + updated > 0;
    }

    /** All counts by name in the order of the report, then those by code. */
    Map<String, Long> withCodes() {
        Map<String, Long> map = asMap();
        rejectsByCode.forEach((code, count) -> map.put(REJECTS + code, count));
        warningsByCode.forEach((code, count) -> map.put(WARNINGS + code, count));
        return map;
    }

    /** Name and count in the order of the report. */
    Map<String, Long> asMap() {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("read", read);
        map.put("inserted", inserted);
        map.put("updated", updated);
        map.put("unchanged", unchanged);
        map.put("rejected", rejected);
        map.put("warnings", warnings());
        return map;
    }

    long warnings() {
        return warningsByCode.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<String, Long> rejectsByCode() {
        return named(rejectsByCode);
    }

    Map<String, Long> warningsByCode() {
        return named(warningsByCode);
    }

    private static Map<String, Long> named(Map<RowProblem, Long> byCode) {
        Map<String, Long> named = new LinkedHashMap<>();
        byCode.forEach((code, count) -> named.put(code.name(), count));
        return named;
    }
}
