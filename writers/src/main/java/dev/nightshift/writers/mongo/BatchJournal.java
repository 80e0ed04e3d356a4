package dev.nightshift.writers.mongo;

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

/**
 * The rounds of one batch as pages of the journal. A round that is too large for one page takes
 * several, and counts only when all are there. Page ids are {@code importId/batch/part}, the parts
 * of a batch counting from 0 without a gap. Not thread-safe.
 */
final class BatchJournal {
    /** Below MongoDB's 16 MB with room for what the estimate misses. */
    private static final int PAGE_BYTES = 4 << 20;

    private static final int PAGES_AT_ONCE = 8;
    private static final int ID_BYTES = 12;

    private final ImportJournal journal;
    private final String importId;
    private final long batch;
    private int nextPart;

    BatchJournal(ImportJournal journal, String importId, long batch) {
        this.journal = journal;
        this.importId = importId;
        this.batch = batch;
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
            if (end > pages.size()) {
                // Died while writing it: nothing of the round was done yet.
                break;
            }
            rounds.add(round(pages.subList(nextPart, end)));
            nextPart = end;
        }
        return rounds;
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

    /** Writes a round; when this returns it may be done. */
    void write(JournalRound round) {
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
            journal.put(page.append("updated", parts.get(i)));
            nextPart++;
        }
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
