package dev.nightshift.readers.mongo;

import dev.nightshift.platform.mongo.DocumentPage;
import dev.nightshift.platform.mongo.TenantCollection;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A company's documents that match a filter, by ascending {@code _id}, a page at a time. A page is
 * found by the last {@code _id} of the one before, so that it costs the same wherever it is, given
 * the index {@code IndexPlans.PAGING}. Documents that begin or cease to match in between are seen
 * or not, those that stay are seen once. Restartable from any {@code _id}. Thread-safe.
 */
public final class KeysetPages {
    private static final Document BY_ID = new Document("_id", 1);

    /** What a page may take as BSON, so that several are held in little memory. */
    static final long MOST_BYTES = 8 << 20;

    private final TenantCollection collection;
    private final Document filter;

    /**
     * @param filter without {@code _id}
     */
    public KeysetPages(TenantCollection collection, Document filter) {
        this.collection = collection;
        this.filter = filter;
    }

    /**
     * The next documents.
     *
     * @param last the last {@code _id} that was seen; null for the first page
     * @param size at most so many
     * @return fewer than {@code size} when there are no more, or when they are large
     */
    public DocumentPage after(@Nullable Object last, int size) {
        return collection.page(behind(last), BY_ID, size, MOST_BYTES);
    }

    /** How many match behind that {@code _id}; all that match when it is null. */
    public long countAfter(@Nullable Object last) {
        return collection.count(behind(last));
    }

    private Document behind(@Nullable Object last) {
        Document page = new Document();
        if (last != null) {
            page.append("_id", new Document("$gt", last));
        }
        page.putAll(filter);
        return page;
    }

    /** Those of these ids that still match. */
    public List<Document> of(List<Object> ids) {
        Document some = new Document("_id", new Document("$in", ids));
        some.putAll(filter);
        return collection.find(some);
    }

    /** How many match. */
    public long count() {
        return collection.count(filter);
    }
}
