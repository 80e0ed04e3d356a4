package dev.nightshift.writers.mongo;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.codec.DocumentSize;
import dev.nightshift.writers.mongo.JournalRound.Change;
import dev.nightshift.writers.mongo.merge.PlannedLead;

import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rounds of one batch as pages of the journal. A round that is too large for one page takes
 * several, and counts only when all are there. Page ids are {@code importId/batch/part}, the parts
 * of a batch counting from 0 without a gap. Not thread-safe.
 *
 * <p>An attempt at the import replaces its own pages, and those of a round that it found
 * unfinished; where an earlier attempt, which is at work after all, was faster, the page stands and
 * has to be gone on with, and where a later one was, this one is over.
 */
final class BatchJournal {
    /** Below MongoDB's 16 MB with room for what the estimate misses. */
    private static final int PAGE_BYTES = 4 << 20;

    private static final int PAGES_AT_ONCE = 8;
    private static final int ID_BYTES = 12;

    private final ImportJournal journal;
    private final String importId;
    private final long batch;
    private final int attempt;
    private int nextPart;

    /** What is left behind the last complete round, from the next part on. */
    private List<Document> unfinished = List.of();

    BatchJournal(ImportJournal journal, String importId, long batch, int attempt) {
        this.journal = journal;
        this.importId = importId;
        this.batch = batch;
        this.attempt = attempt;
    }

    /** Whether what is kept of an update goes into one page. */
    static boolean fits(PlannedLead lead) {
        return DocumentSize.fits(
                new Document("before", lead.preImage()).append("after", lead.update().set()));
    }

    static String pageId(String importId, long batch, int part) {
        return "%s/%08d/%02d".formatted(importId, batch, part);
    }

    /** The number of the last batch that left a page, -1 when none did. */
    static long lastBatch(ImportJournal journal, String importId) {
        String prefix = importId + '/';
        // Pages end in digits, so that a colon is behind them all.
        String last = journal.lastId(prefix + '0', prefix + ':');
        return last == null
                ? -1
                : Long.parseLong(last.substring(prefix.length(), last.lastIndexOf('/')));
    }

    /** The complete rounds that are in the journal; later ones are written behind them. */
    List<JournalRound> read() {
        List<Document> pages = new ArrayList<>();
        while (pages.size() % PAGES_AT_ONCE == 0) {
            List<String> ids = new ArrayList<>(PAGES_AT_ONCE);
            for (int i = 0; i < PAGES_AT_ONCE; i++) {
                ids.add(pageId(importId, batch, pages.size() + i));
            }
            if (!pages.addAll(journal.find(ids))) {
                break;
            }
        }
        List<JournalRound> rounds = new ArrayList<>();
        nextPart = 0;
        while (nextPart < pages.size()) {
            int end = nextPart + pages.get(nextPart).getInteger("of");
            if (end > pages.size() || !isRound(pages.subList(nextPart, end))) {
                // Died while writing it: nothing of the round was done yet.
                break;
            }
            rounds.add(round(pages.subList(nextPart, end)));
            nextPart = end;
        }
        unfinished = List.copyOf(pages.subList(nextPart, pages.size()));
        return rounds;
    }

    /** Whether these pages were written as one, and none is of another attempt. */
    private static boolean isRound(List<Document> pages) {
        for (int i = 0; i < pages.size(); i++) {
            Document page = pages.get(i);
            if (page.getInteger("of") != pages.size() - i
                    || !Objects.equals(
                            page.get(ImportJournal.BY), pages.getFirst().get(ImportJournal.BY))) {
                return false;
            }
        }
        return !pages.isEmpty() && pages.getFirst().containsKey("rows");
    }

    private static JournalRound round(List<Document> pages) {
        Document first = pages.getFirst();
        Map<ObjectId, Change> updated = new LinkedHashMap<>();
        for (Document page : pages) {
            for (Document change : page.getList("updated", Document.class, List.of())) {
                updated.put(
                        change.getObjectId("_id"),
                        new Change(
                                change.get("before", Document.class),
                                change.get("after", Document.class)));
            }
        }
        return new JournalRound(
                first.getInteger("round"),
                first.getString("rows"),
                ids(first.get("inserted", Binary.class)),
                updated);
    }

    /**
     * Writes a round; when this returns true it may be done.
     *
     * @return false when an earlier attempt is at work at the batch: it has to be read again
     * @throws NightshiftException LEASE_LOST when a later attempt is
     */
    boolean write(JournalRound round) {
        if (!closed()) {
            return false;
        }
        List<List<Document>> parts = new ArrayList<>();
        List<Document> part = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<ObjectId, Change> change : round.updated().entrySet()) {
            Document before = change.getValue().before();
            Document after = change.getValue().after();
            long size = DocumentSize.atMost(before) + DocumentSize.atMost(after);
            if (!part.isEmpty() && bytes + size > PAGE_BYTES) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(
                    new Document("_id", change.getKey())
                            .append("before", before)
                            .append("after", after));
            bytes += size;
        }
        parts.add(part);
        for (int i = 0; i < parts.size(); i++) {
            Document page =
                    new Document("_id", pageId(importId, batch, nextPart))
                            .append("importId", importId)
                            .append("batch", batch)
                            .append("round", round.number())
                            .append("of", parts.size() - i);
            if (i == 0) {
                page.append("rows", round.rows()).append("inserted", binary(round.inserted()));
            }
            if (!put(page.append("updated", parts.get(i)))) {
                return false;
            }
            nextPart++;
        }
        unfinished = List.of();
        return true;
    }

    /**
     * Keeps whoever left a round unfinished from finishing it, by a page in the last one's place.
     */
    private boolean closed() {
        if (unfinished.isEmpty() || by(unfinished.getFirst()) == attempt) {
            return true;
        }
        int last = nextPart + unfinished.getFirst().getInteger("of") - 1;
        return last < nextPart + unfinished.size()
                || put(
                        new Document("_id", pageId(importId, batch, last))
                                .append("importId", importId)
                                .append("batch", batch)
                                .append("of", 0));
    }

    private boolean put(Document page) {
        String id = page.getString("_id");
        Object over =
                unfinished.stream()
                        .filter(left -> id.equals(left.getString("_id")))
                        .findFirst()
                        .map(left -> Optional.ofNullable(left.get(ImportJournal.BY)))
                        .orElse(Optional.of(attempt))
                        .orElse(null);
        if (journal.put(page.append(ImportJournal.BY, attempt), over)) {
            return true;
        }
        Document there = journal.find(id);
        if (there == null || by(there) > attempt) {
            throw taken(importId);
        }
        return false;
    }

    private static int by(Document page) {
        return page.get(ImportJournal.BY, 0);
    }

    static NightshiftException taken(String importId) {
        return new NightshiftException(
                FailureCode.LEASE_LOST,
                "Another process goes on with import %s, and this one was away for too long."
                        .formatted(importId),
                "See what became of it with 'nightshift import list'.");
    }

    private static Binary binary(List<ObjectId> ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.size() * ID_BYTES);
        ids.forEach(id -> id.putToByteBuffer(bytes));
        return new Binary(bytes.array());
    }

    private static List<ObjectId> ids(Binary binary) {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getData());
        List<ObjectId> ids = new ArrayList<>(bytes.capacity() / ID_BYTES);
        while (bytes.hasRemaining()) {
            ids.add(new ObjectId(bytes));
        }
        return ids;
    }
}
