package dev.nightshift.migrations.ledger;

import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a migration is, all companies together. Immutable.
 *
 * @param checksum of the class when it was applied first; empty before
 * @param stage the stage at hand, from 1; 0 before the first
 * @param reason why it is in this state, for an operator; may be empty
 * @param options of its run, by name
 * @param runId the newest run; 0 before the first
 * @param version counts the writes of this record, from 1; 0 before the first
 */
public record MigrationRecord(
        String id,
        String checksum,
        MigrationState state,
        int stage,
        String reason,
        Map<String, String> options,
        List<Approval> approvals,
        long runId,
        String by,
        Instant startedAt,
        Instant updatedAt,
        long version) {
    public MigrationRecord {
        options = Map.copyOf(options);
        approvals = List.copyOf(approvals);
    }

    /** One that was never begun. */
    public static MigrationRecord unknown(String id) {
        return new MigrationRecord(
                id,
                "",
                MigrationState.NEW,
                0,
                "",
                Map.of(),
                List.of(),
                0,
                "",
                Instant.EPOCH,
                Instant.EPOCH,
                0);
    }

    /** The same in another state. */
    public MigrationRecord in(MigrationState newState, int newStage, String newReason) {
        return new MigrationRecord(
                id, checksum, newState, newStage, newReason, options, approvals, runId, by,
                startedAt, updatedAt, version);
    }

    /** The same as begun by a run. */
    public MigrationRecord begun(String sum, long run, String actor, Instant at) {
        return new MigrationRecord(
                id, sum, state, stage, reason, options, approvals, run, actor, at, updatedAt,
                version);
    }

    /** The same with another run at work; who began it, and when, stays. */
    public MigrationRecord at(long run) {
        return begun(checksum, run, by, startedAt);
    }

    /** The same with other options. */
    public MigrationRecord with(Map<String, String> newOptions) {
        return new MigrationRecord(
                id,
                checksum,
                state,
                stage,
                reason,
                newOptions,
                approvals,
                runId,
                by,
                startedAt,
                updatedAt,
                version);
    }

    /** The same with one more approval; without any when it is null. */
    public MigrationRecord approved(Approval approval) {
        List<Approval> all = new ArrayList<>(approvals);
        all.add(approval);
        return withApprovals(all);
    }

    /** The same with these approvals and no others. */
    public MigrationRecord withApprovals(List<Approval> all) {
        return new MigrationRecord(
                id, checksum, state, stage, reason, options, all, runId, by, startedAt, updatedAt,
                version);
    }

    /** Who approved what follows that stage; empty when nobody did. */
    public String approver(int ofStage) {
        return approvals.stream()
                .filter(approval -> approval.stage() == ofStage)
                .map(Approval::by)
                .findFirst()
                .orElse("");
    }

    Document toDocument(long newVersion, Instant now) {
        return new Document("checksum", checksum)
                .append("state", state.name())
                .append("stage", stage)
                .append("reason", reason)
                .append("options", new Document(new TreeMap<>(options)))
                .append("approvals", approvals.stream().map(Approval::toDocument).toList())
                .append("runId", runId)
                .append("by", by)
                .append("startedAt", Date.from(startedAt))
                .append("updatedAt", Date.from(now))
                .append("version", newVersion);
    }

    static MigrationRecord of(Document document) {
        Map<String, String> options = new TreeMap<>();
        document.get("options", new Document())
                .forEach((name, value) -> options.put(name, String.valueOf(value)));
        return new MigrationRecord(
                document.getString("_id"),
                document.getString("checksum"),
                MigrationState.valueOf(document.getString("state")),
                document.getInteger("stage"),
                document.getString("reason"),
                options,
                document.getList("approvals", Document.class, List.of()).stream()
                        .map(Approval::of)
                        .toList(),
                document.get("runId", 0L),
                document.getString("by"),
                document.getDate("startedAt").toInstant(),
                document.getDate("updatedAt").toInstant(),
                document.get("version", 0L));
    }
}
