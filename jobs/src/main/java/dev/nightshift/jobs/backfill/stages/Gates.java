package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must hold at the end of a stage: no company failed, few enough documents did, the
 * verification finds nothing else, and no company of the stage has a new CRITICAL alert that is not
 * resolved. Thread-safe.
 */
public final class Gates {
    /** Our own alerts about a gate must not close it again. */
    private static final String OWN = "NIGHTSHIFT_BACKFILL_";

    private static final int NAMED = 5;
    private static final int LOOKED_AT = 100;

    private final AlertStore alerts;
    private final double maxErrorPercent;

    /**
     * A gate that does not hold.
     *
     * @param causes the companies whose fault it is, each with what it may know of it
     * @param reason for an operator
     */
    public record Closed(Map<CompanyId, String> causes, String reason) {
        public Closed {
            causes = Collections.unmodifiableMap(new LinkedHashMap<>(causes));
        }
    }

    /**
     * Gates.
     *
     * @param maxErrorPercent of the documents looked at
     */
    public Gates(AlertStore alerts, double maxErrorPercent) {
        this.alerts = alerts;
        this.maxErrorPercent = maxErrorPercent;
    }

    /** The first gate that does not hold for these companies; null when all do. */
    public @Nullable Closed closed(PlatformContext context, Collection<CompanyRecord> stage) {
        Map<CompanyId, String> failed = new LinkedHashMap<>();
        Map<CompanyId, String> remaining = new LinkedHashMap<>();
        for (CompanyRecord record : stage) {
            if (record.state() != CompanyState.DONE && record.state() != CompanyState.ROLLED_BACK) {
                failed.put(record.company(), "it failed for the company");
            }
            Long found = record.remaining();
            if (found != null && found > record.counts().failed()) {
                remaining.put(
                        record.company(),
                        "the verification still finds %d documents".formatted(found));
            }
        }
        if (!failed.isEmpty()) {
            return new Closed(
                    failed,
                    "%d of %d companies failed: %s"
                            .formatted(failed.size(), stage.size(), named(failed.keySet())));
        }
        Closed errors = tooManyErrors(stage);
        if (errors != null) {
            return errors;
        }
        if (!remaining.isEmpty()) {
            return new Closed(
                    remaining,
                    "the verification still finds documents of %s"
                            .formatted(named(remaining.keySet())));
        }
        Map<CompanyId, String> alarmed = alarmed(context, stage);
        return alarmed.isEmpty()
                ? null
                : new Closed(
                        alarmed,
                        "new CRITICAL alerts since the company was begun, not resolved: %s"
                                .formatted(named(alarmed.keySet())));
    }

    /** Whether so many documents fail that going on makes it worse; null when not. */
    public @Nullable Closed tooManyErrors(Collection<CompanyRecord> records) {
        long failed = records.stream().mapToLong(record -> record.counts().failed()).sum();
        long seen = records.stream().mapToLong(record -> record.counts().seen()).sum();
        if (failed * 100.0 <= seen * maxErrorPercent) {
            return null;
        }
        Map<CompanyId, String> causes = new LinkedHashMap<>();
        records.stream()
                .filter(record -> record.counts().failed() > 0)
                .forEach(
                        record ->
                                causes.put(
                                        record.company(),
                                        "%d of its %d documents failed"
                                                .formatted(
                                                        record.counts().failed(),
                                                        record.counts().seen())));
        return new Closed(
                causes,
                "%d of %d documents failed, more than %s %%"
                        .formatted(failed, seen, percent(maxErrorPercent)));
    }

    private static String percent(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private Map<CompanyId, String> alarmed(
            PlatformContext context, Collection<CompanyRecord> stage) {
        Map<CompanyId, String> found = new LinkedHashMap<>();
        for (CompanyRecord record : stage) {
            Instant since = record.startedAt();
            if (since == null) {
                continue;
            }
            Document filter =
                    new Document("severity", "CRITICAL")
                            .append("resolution", null)
                            .append("firstAt", new Document("$gte", Date.from(since)));
            if (alerts.list(context.in(record.company()), filter, LOOKED_AT).stream()
                    .anyMatch(alert -> !alert.getString("code").startsWith(OWN))) {
                found.put(record.company(), "new CRITICAL alerts since it was begun, not resolved");
            }
        }
        return found;
    }

    static String named(Collection<CompanyId> companies) {
        String first =
                String.join(", ", companies.stream().limit(NAMED).map(CompanyId::value).toList());
        return companies.size() > NAMED
                ? first + " and %d more".formatted(companies.size() - NAMED)
                : first;
    }
}
