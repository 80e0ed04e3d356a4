package dev.nightshift.drills.journal;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;

/**
 * One drill in a list.
 *
 * @param state RUNNING while no end is written
 * @param simulated whether MongoDB was a simulated replica set
 * @param endedAt null while no end is written
 * @param rtoMs worst of its faults; null when no fault was followed by a steady state
 * @param lost acknowledged writes that were not found; null when they were not counted
 */
public record DrillSummary(
        String drillId,
        String experiment,
        String state,
        String where,
        boolean simulated,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long rtoMs,
        @Nullable Long lost,
        String actor) {
    /** Of a journal. */
    public static DrillSummary of(Chain chain) {
        JournalLine began = chain.lines().getFirst();
        JournalLine ended = chain.last(Events.ENDED).orElse(null);
        Map<String, Object> end = ended == null ? Map.of() : ended.data();
        return new DrillSummary(
                began.text("drillId"),
                began.text("name"),
                ended == null ? "RUNNING" : ended.text("state"),
                began.text("where"),
                began.yes("simulated"),
                began.at().truncatedTo(ChronoUnit.MILLIS),
                ended == null ? null : ended.at().truncatedTo(ChronoUnit.MILLIS),
                number(end.get("rtoMs")),
                number(end.get("lost")),
                began.text("actor"));
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Number number ? (Long) number.longValue() : null;
    }

    Document toDocument() {
        return new Document("_id", drillId)
                .append("experiment", experiment)
                .append("state", state)
                .append("where", where)
                .append("simulated", simulated)
                .append("startedAt", Date.from(startedAt))
                .append("endedAt", endedAt == null ? null : Date.from(endedAt))
                .append("rtoMs", rtoMs)
                .append("lost", lost)
                .append("actor", actor);
    }

    static DrillSummary of(Document document) {
        Date ended = document.getDate("endedAt");
        return new DrillSummary(
                document.getString("_id"),
                document.getString("experiment"),
                document.getString("state"),
                document.getString("where"),
                document.getBoolean("simulated", true),
                document.getDate("startedAt").toInstant(),
                ended == null ? null : ended.toInstant(),
                number(document.get("rtoMs")),
                number(document.get("lost")),
                document.getString("actor"));
    }
}
