package dev.nightshift.jobs.backfill.stages;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;

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
     * @param companies whose fault it is
     * @param reason for an operator
     */
    public record Closed(List<CompanyId> companies, String reason) {
        public Closed {
            companies = List.copyOf(companies);
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
        List<CompanyId> failed = new ArrayList<>();
        List<CompanyId> remaining = new ArrayList<>();
        for (CompanyRecord record : stage) {
            if (record.state() != CompanyState.DONE && record.state() != CompanyState.ROLLED_BACK) {
                failed.add(record.company());
            }
            Long found = record.remaining();
            if (found != null && found > record.counts().failed()) {
                remaining.add(record.company());
            }
        }
        if (!failed.isEmpty()) {
            return new Closed(
                    failed,
                    "%d of %d companies failed: %s"
                            .formatted(failed.size(), stage.size(), named(failed)));
        }
        Closed errors = tooManyErrors(stage);
        if (errors != null) {
            return errors;
        }
        if (!remaining.isEmpty()) {
            return new Closed(
                    remaining,
                    "the verification still finds documents of %s".formatted(named(remaining)));
        }
        List<CompanyId> alarmed = alarmed(context, stage);
        return alarmed.isEmpty()
                ? null
                : new Closed(
                        alarmed,
                        "new CRITICAL alerts since the company was begun, not resolved: %s"
                                .formatted(named(alarmed)));
    }

    /** Whether so many documents fail that going on makes it worse; null when not. */
    public @Nullable Closed tooManyErrors(Collection<CompanyRecord> records) {
        long failed = records.stream().mapToLong(record -> record.counts().failed()).sum();
        long seen = records.stream().mapToLong(record -> record.counts().seen()).sum();
        if (failed * 100.0 <= seen * maxErrorPercent) {
            return null;
        }
        return new Closed(
                records.stream()
                        .filter(record -> record.counts().failed() > 0)
                        .map(CompanyRecord::company)
                        .toList(),
                "%d of %d documents failed, more than %s %%"
                        .formatted(failed, seen, percent(maxErrorPercent)));
    }

    private static String percent(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private List<CompanyId> alarmed(PlatformContext context, Collection<CompanyRecord> stage) {
        List<CompanyId> found = new ArrayList<>();
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
                found.add(record.company());
            }
        }
        return found;
    }

    private static String named(List<CompanyId> companies) {
        String first =
                String.join(", ", companies.stream().limit(NAMED).map(CompanyId::value).toList());
        return companies.size() > NAMED
                ? first + " and %d more".formatted(companies.size() - NAMED)
                : first;
    }
}
