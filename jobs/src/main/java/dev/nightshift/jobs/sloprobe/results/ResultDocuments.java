package dev.nightshift.jobs.sloprobe.results;

import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.sloprobe.measure.Verdict;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.Date;

/** A result as it is stored. */
final class ResultDocuments {
    private ResultDocuments() {}

    static Document of(SloResult result) {
        return new Document("code", result.code())
                .append("tab", result.tab())
                .append("indicator", result.indicator())
                .append("budget", result.budget())
                .append("verdict", result.verdict().name())
                .append("reason", result.reason())
                .append("severity", result.severity() == null ? null : result.severity().name())
                .append("requests", result.requests())
                .append("failed", result.failed())
                .append("p50Ms", result.p50Ms())
                .append("p50LowMs", result.p50LowMs())
                .append("p50HighMs", result.p50HighMs())
                .append("p95Ms", result.p95Ms())
                .append("p95LowMs", result.p95LowMs())
                .append("p95HighMs", result.p95HighMs())
                .append("share", result.share())
                .append("budgetLeft", result.budgetLeft())
                .append("fastBurn", result.fastBurn())
                .append("slowBurn", result.slowBurn())
                .append("fastBurning", result.fastBurning())
                .append("slowBurning", result.slowBurning())
                .append("breachOpen", result.breachOpen())
                .append("runId", result.runId())
                .append("at", Date.from(result.at()));
    }

    static SloResult read(String slo, Document stored) {
        String severity = stored.getString("severity");
        Double left = stored.getDouble("budgetLeft");
        return new SloResult(
                slo,
                stored.getString("code"),
                stored.getString("tab"),
                stored.getString("indicator"),
                stored.getString("budget"),
                Verdict.valueOf(stored.getString("verdict")),
                stored.getString("reason"),
                severity == null ? null : Severity.valueOf(severity),
                number(stored, "requests"),
                number(stored, "failed"),
                stored.getDouble("p50Ms"),
                stored.getDouble("p50LowMs"),
                stored.getDouble("p50HighMs"),
                stored.getDouble("p95Ms"),
                stored.getDouble("p95LowMs"),
                stored.getDouble("p95HighMs"),
                stored.getDouble("share"),
                left == null ? 1 : left,
                stored.getDouble("fastBurn"),
                stored.getDouble("slowBurn"),
                stored.getBoolean("fastBurning", false),
                stored.getBoolean("slowBurning", false),
                stored.getBoolean("breachOpen", false),
                number(stored, "runId"),
                stored.getDate("at").toInstant());
    }

    static long number(Document stored, String field) {
        @Nullable Object value = stored.get(field);
        return value instanceof Number number ? number.longValue() : 0;
    }
}
