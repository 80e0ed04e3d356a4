package dev.nightshift.writers.mongo;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What imports changed, written before they change it. Found by {@code _id} only, so that no engine
 * scans. An acknowledged write is durable; writing the same page again replaces it. A page says who
 * wrote it, so that whoever wakes late replaces none that somebody else has written since.
 */
public interface ImportJournal {
    /** The field that says whose page it is; pages from before there was one have none. */
    String BY = "by";

    /**
     * Keeps a page under its {@code _id}, as a new one or in place of one by the same or by {@code
     * over}.
     *
     * @param over whose page was seen there; null for one that does not say
     * @return false when the page of somebody else is there, which stays
     */
    boolean put(Document page, @Nullable Object over);

    /** Keeps pages that are never changed: one that is there already stays. */
    void putAll(List<Document> unchanging);

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
