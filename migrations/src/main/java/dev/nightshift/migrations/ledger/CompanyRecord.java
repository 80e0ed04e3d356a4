package dev.nightshift.migrations.ledger;

import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * How far a migration is with one company. Immutable.
 *
 * @param checksum of the migration that was applied
 * @param stage from 1
 * @param matching documents that needed it when it began
 * @param lastId the last document of the last batch; null at the beginning
 * @param nextPage number of the next page of pre-images
 * @param remaining documents that the verification found; null before it was asked
 * @param imagesUntil when the first pre-image lapses; null while there is none
 * @param failure why it ended early; null unless it did
 * @param failed the first documents that could not be migrated
 * @param restored documents that a rollback put back
 * @param changedSince documents that a rollback left alone, because somebody changed them since
 * @param wayBack how far a rollback is
 * @param note what else an operator should know of the counts; null when there is nothing
 * @param version counts the writes of this record, from 1; 0 before the first
 */
public record CompanyRecord(
        CompanyId company,
        String migration,
        String checksum,
        CompanyState state,
        int stage,
        Counts counts,
        long matching,
        @Nullable Object lastId,
        long nextPage,
        @Nullable Long remaining,
        @Nullable Instant imagesUntil,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String by,
        String approvedBy,
        @Nullable String failure,
        List<FailedDocument> failed,
        long restored,
        long changedSince,
        WayBack wayBack,
        @Nullable String note,
        long version) {
    /** So many documents that could not be migrated are named. */
    public static final int NAMED = 20;

    public CompanyRecord {
        failed = List.copyOf(failed);
    }

    /** A company that was not begun. */
    public static CompanyRecord pending(CompanyId company, String migration, int stage) {
        return new CompanyRecord(
                company,
                migration,
                "",
                CompanyState.PENDING,
                stage,
                Counts.NONE,
                0,
                null,
                0,
                null,
                null,
                null,
                null,
                "",
                "",
                null,
                List.of(),
                0,
                0,
                WayBack.NONE,
                null,
                0);
    }

    /**
     * Whether a run that goes on has nothing more to do for it. What is half taken back is not for
     * it either: its rollback has to end first.
     */
    public boolean isSettled() {
        return switch (state) {
            case DONE -> counts.failed() == 0 && (remaining == null || remaining == 0);
            case ROLLED_BACK, ROLLING_BACK -> true;
            case FAILED -> wayBack.isOpen();
            case PENDING, RUNNING -> false;
        };
    }

    /** Documents of {@code changed} that a rollback neither put back nor found changed since. */
    public long missing() {
        return Math.max(0, counts.changed() - restored - changedSince);
    }

    /** Milliseconds at work, or since it began; null before. */
    public @Nullable Long durationMs(Instant now) {
        return startedAt == null
                ? null
                : Math.max(
                        0,
                        (endedAt == null ? now : endedAt).toEpochMilli()
                                - startedAt.toEpochMilli());
    }

    /** A copy to change. */
    public CompanyRecordDraft change() {
        return new CompanyRecordDraft(this);
    }

    Document toDocument() {
        return new Document("checksum", checksum)
                .append("state", state.name())
                .append("stage", stage)
                .append("counts", counts.toDocument())
                .append("matching", matching)
                .append("lastId", lastId)
                .append("nextPage", nextPage)
                .append("remaining", remaining)
                .append("imagesUntil", date(imagesUntil))
                .append("startedAt", date(startedAt))
                .append("endedAt", date(endedAt))
                .append("by", by)
                .append("approvedBy", approvedBy)
                .append("failure", failure)
                .append("failed", failed.stream().map(FailedDocument::toDocument).toList())
                .append("restored", restored)
                .append("changedSince", changedSince)
                .append("wayBack", wayBack.toDocument())
                .append("note", note)
                .append("version", version);
    }

    static CompanyRecord of(CompanyId company, String migration, Document document) {
        return new CompanyRecord(
                company,
                migration,
                document.getString("checksum"),
                CompanyState.valueOf(document.getString("state")),
                document.getInteger("stage"),
                Counts.of(document.get("counts", new Document())),
                document.get("matching", 0L),
                document.get("lastId"),
                document.get("nextPage", 0L),
                document.getLong("remaining"),
                instant(document.getDate("imagesUntil")),
                instant(document.getDate("startedAt")),
                instant(document.getDate("endedAt")),
                document.getString("by"),
                document.getString("approvedBy"),
                document.getString("failure"),
                document.getList("failed", Document.class, List.of()).stream()
                        .map(FailedDocument::of)
                        .toList(),
                document.get("restored", 0L),
                document.get("changedSince", 0L),
                WayBack.of(document.get("wayBack", new Document())),
                document.getString("note"),
                document.get("version", 0L));
    }

    private static @Nullable Date date(@Nullable Instant instant) {
        return instant == null ? null : Date.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
