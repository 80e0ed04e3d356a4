package dev.nightshift.writers.mongo;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What imports changed, written before they change it. Found by {@code _id} only, so that no engine
 * scans. An acknowledged write is durable; writing the same page again replaces it.
 */
public interface ImportJournal {
    /** Keeps a page under its {@code _id}. */
    void put(Document page);

    /** Those of these pages that exist, in the order of the ids. */
    List<Document> find(List<String> ids);

    /**
     * The highest {@code _id} from one up to, and without, another; null when there is none. Asked
     * once by an undo: an engine may look at every page between the two.
     */
    @Nullable String lastId(String from, String below);

    /** The page of that {@code _id}. */
    default @Nullable Document find(String id) {
        List<Document> found = find(List.of(id));
        return found.isEmpty() ? null : found.getFirst();
    }
}
