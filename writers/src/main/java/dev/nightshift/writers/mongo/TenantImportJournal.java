package dev.nightshift.writers.mongo;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One company's collection {@code import_changes} in MongoDB. Thread-safe. */
public final class TenantImportJournal implements ImportJournal {
    /** The collection. */
    public static final String COLLECTION = "import_changes";

    private static final String ID = "_id";

    private final TenantCollection pages;

    /** The journal of the context's company. */
    public TenantImportJournal(TenantStore store, TenantContext context) {
        pages = store.collection(context, COLLECTION);
    }

    @Override
    public boolean put(Document page, @Nullable Object over) {
        // In a list, null is for a page that lacks the field.
        return pages.upsertById(
                page, new Document(BY, new Document("$in", Arrays.asList(page.get(BY), over))));
    }

    @Override
    public void putAll(List<Document> unchanging) {
        var _ = pages.insertMany(unchanging);
    }

    @Override
    public @Nullable String lastId(String from, String below) {
        Document range = new Document("$gte", from).append("$lt", below);
        return pages
                .find(new Document(ID, range), new Document(ID, 1), new Document(ID, -1), 1)
                .stream()
                .map(page -> page.getString(ID))
                .findFirst()
                .orElse(null);
    }

    @Override
    public List<Document> find(List<String> ids) {
        Map<Object, Document> found = new HashMap<>();
        for (Document page : pages.find(new Document(ID, new Document("$in", ids)))) {
            found.put(page.getString(ID), page);
        }
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
