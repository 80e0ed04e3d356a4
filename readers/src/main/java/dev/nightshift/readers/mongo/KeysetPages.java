package dev.nightshift.readers.mongo;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.operation.DocumentPage;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A company's documents that match a filter, by ascending {@code _id}, whatever types the ids have,
 * a page at a time. A page is found by the last {@code _id} of the one before, so that it costs the
 * same wherever it is, given the index {@code IndexPlans.PAGING}. Documents that begin or cease to
 * match in between are seen or not, those that stay are seen once. Restartable from any {@code
 * _id}. Thread-safe.
 *
 * <p>A page of a filter that hardly anything matches, and a count, may take minutes: they are
 * waited for without a limit, so whoever is to end before that asks on a thread that can be
 * interrupted.
 */
public final class KeysetPages {
    private static final Document BY_ID = new Document("_id", 1);

    /**
     * What a page may take as BSON, so that several are held in little memory; twice that where ids
     * of one type end and those of the next begin.
     */
    static final long MOST_BYTES = 8 << 20;

    private final TenantCollection collection;
    private final TenantCollection patient;
    private final Document filter;
    private final Document projection;

    /**
     * @param filter without {@code _id}
     */
    public KeysetPages(TenantCollection collection, Document filter) {
        this(collection, filter, new Document());
    }

    /**
     * @param filter without {@code _id}
     * @param projection the fields that are read; all when it is empty
     */
    public KeysetPages(TenantCollection collection, Document filter, Document projection) {
        this.collection = collection;
        this.patient = collection.patient();
        this.filter = filter;
        this.projection = projection;
    }

    /**
     * The next documents.
     *
     * @param last the last {@code _id} that was seen; null for the first page
     * @param size at most so many
     * @return fewer than {@code size} when there are no more, or when they are large
     */
    public DocumentPage after(@Nullable Object last, int size) {
        if (last == null) {
            DocumentPage first = page(Optional.empty(), size);
            boolean goesOnBehindNull =
                    !first.last() && first.documents().getLast().get("_id") == null;
            // Asked for what is behind null this would begin again.
            return goesOnBehindNull ? joined(first, page(IdOrder.laterTypes(null), size)) : first;
        }
        Optional<Document> same = IdOrder.sameType(last);
        DocumentPage rest = same.isPresent() ? page(same, size) : new DocumentPage(List.of(), true);
        Optional<Document> later = IdOrder.laterTypes(last);
        return rest.last() && later.isPresent()
                ? joined(rest, page(later, size - rest.documents().size()))
                : rest;
    }

    private DocumentPage page(Optional<Document> ids, int size) {
        return patient.page(with(ids), projection, BY_ID, size, MOST_BYTES);
    }

    private static DocumentPage joined(DocumentPage first, DocumentPage second) {
        List<Document> both = new ArrayList<>(first.documents());
        both.addAll(second.documents());
        return new DocumentPage(both, second.last());
    }

    /** How many match behind that {@code _id}; all that match when it is null. */
    public long countAfter(@Nullable Object last) {
        return last == null
                ? count()
                : count(IdOrder.sameType(last)) + count(IdOrder.laterTypes(last));
    }

    private long count(Optional<Document> ids) {
        return ids.isEmpty() ? 0 : patient.count(with(ids));
    }

    private Document with(Optional<Document> ids) {
        Document page = new Document();
        ids.ifPresent(some -> page.append("_id", some));
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
        return patient.count(filter);
    }
}
