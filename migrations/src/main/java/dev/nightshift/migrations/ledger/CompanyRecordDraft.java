package dev.nightshift.migrations.ledger;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A changed company record in the making. Not thread-safe. */
public final class CompanyRecordDraft {
    private final CompanyRecord from;
    private String checksum;
    private CompanyState state;
    private int stage;
    private Counts counts;
    private long matching;
    private @Nullable Object lastId;
    private long nextPage;
    private @Nullable Long remaining;
    private @Nullable Instant imagesUntil;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private String by;
    private String approvedBy;
    private @Nullable String failure;
    private List<FailedDocument> failed;
    private long restored;
    private long changedSince;
    private WayBack wayBack;
    private @Nullable String note;
    private long version;

    CompanyRecordDraft(CompanyRecord from) {
        this.from = from;
        this.checksum = from.checksum();
        this.state = from.state();
        this.stage = from.stage();
        this.counts = from.counts();
        this.matching = from.matching();
        this.lastId = from.lastId();
        this.nextPage = from.nextPage();
        this.remaining = from.remaining();
        this.imagesUntil = from.imagesUntil();
        this.startedAt = from.startedAt();
        this.endedAt = from.endedAt();
        this.by = from.by();
        this.approvedBy = from.approvedBy();
        this.failure = from.failure();
        this.failed = from.failed();
        this.restored = from.restored();
        this.changedSince = from.changedSince();
        this.wayBack = from.wayBack();
        this.note = from.note();
        this.version = from.version();
    }

    /** What was applied. */
    public CompanyRecordDraft checksum(String value) {
        this.checksum = value;
        return this;
    }

    /** Where it stands. */
    public CompanyRecordDraft state(CompanyState value) {
        this.state = value;
        return this;
    }

    /** Which stage it is in. */
    public CompanyRecordDraft stage(int value) {
        this.stage = value;
        return this;
    }

    /** What became of its documents. */
    public CompanyRecordDraft counts(Counts value) {
        this.counts = value;
        return this;
    }

    /** How many documents need it. */
    public CompanyRecordDraft matching(long value) {
        this.matching = value;
        return this;
    }

    /** The last document of the last batch. */
    public CompanyRecordDraft lastId(@Nullable Object value) {
        this.lastId = value;
        return this;
    }

    /** The next page of pre-images. */
    public CompanyRecordDraft nextPage(long value) {
        this.nextPage = value;
        return this;
    }

    /** What the verification found. */
    public CompanyRecordDraft remaining(@Nullable Long value) {
        this.remaining = value;
        return this;
    }

    /** When the first pre-image lapses. */
    public CompanyRecordDraft imagesUntil(@Nullable Instant value) {
        this.imagesUntil = value;
        return this;
    }

    /** When it began. */
    public CompanyRecordDraft startedAt(@Nullable Instant value) {
        this.startedAt = value;
        return this;
    }

    /** When it ended. */
    public CompanyRecordDraft endedAt(@Nullable Instant value) {
        this.endedAt = value;
        return this;
    }

    /** Who started it. */
    public CompanyRecordDraft by(String value) {
        this.by = value;
        return this;
    }

    /** Who approved its stage. */
    public CompanyRecordDraft approvedBy(String value) {
        this.approvedBy = value;
        return this;
    }

    /** Why it ended early. */
    public CompanyRecordDraft failure(@Nullable String value) {
        this.failure = value;
        return this;
    }

    /** What a rollback put back. */
    public CompanyRecordDraft restored(long value) {
        this.restored = value;
        return this;
    }

    /** What a rollback left alone. */
    public CompanyRecordDraft changedSince(long value) {
        this.changedSince = value;
        return this;
    }

    /** How far a rollback is. */
    public CompanyRecordDraft wayBack(WayBack value) {
        this.wayBack = value;
        return this;
    }

    /** What else an operator should know of the counts. */
    public CompanyRecordDraft note(@Nullable String value) {
        this.note = value;
        return this;
    }

    /** Names no document any more. */
    public CompanyRecordDraft noFailed() {
        this.failed = List.of();
        return this;
    }

    /** Names more documents that could not be migrated, as long as there is room. */
    public CompanyRecordDraft failed(List<FailedDocument> more) {
        List<FailedDocument> all = new ArrayList<>(failed);
        more.stream().limit(Math.max(0, CompanyRecord.NAMED - all.size())).forEach(all::add);
        this.failed = all;
        return this;
    }

    CompanyRecordDraft version(long value) {
        this.version = value;
        return this;
    }

    /** The record as it is now. */
    public CompanyRecord done() {
        return new CompanyRecord(
                from.company(),
                from.migration(),
                checksum,
                state,
                stage,
                counts,
                matching,
                lastId,
                nextPage,
                remaining,
                imagesUntil,
                startedAt,
                endedAt,
                by,
                approvedBy,
                failure,
                failed,
                restored,
                changedSince,
                wayBack,
                note,
                version);
    }
}
