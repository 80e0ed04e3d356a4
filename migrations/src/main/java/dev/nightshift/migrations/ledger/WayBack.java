package dev.nightshift.migrations.ledger;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How far a company is on its way back, and which pages of pre-images it may use. Immutable.
 *
 * @param firstPage the first page of what was applied last; those below it belong to an earlier
 *     run, which was rolled back, and are never used again
 * @param number of the newest rollback, from 1; 0 before the first
 * @param page the next page to put back, downwards; null while no rollback is open
 */
public record WayBack(long firstPage, long number, @Nullable Long page) {
    /** No rollback yet, and every page may be used. */
    public static final WayBack NONE = new WayBack(0, 0, null);

    /** The same for a run that begins anew, whose first page has that number. */
    public WayBack anew(long first) {
        return new WayBack(first, number, null);
    }

    /** The same as one more rollback begins, from the page of that number downwards. */
    public WayBack begun(long last) {
        return new WayBack(firstPage, number + 1, last);
    }

    /** The same with that page next. */
    public WayBack at(long next) {
        return new WayBack(firstPage, number, next);
    }

    /** The same when the rollback is done. */
    public WayBack ended() {
        return new WayBack(firstPage, number, null);
    }

    /** Whether a rollback began and is not done. */
    public boolean isOpen() {
        return page != null;
    }

    /** Whether an open rollback has been at every page. */
    public boolean isWalked() {
        return page != null && page < firstPage;
    }

    Document toDocument() {
        return new Document("firstPage", firstPage).append("number", number).append("page", page);
    }

    static WayBack of(Document document) {
        return new WayBack(
                document.get("firstPage", 0L),
                document.get("number", 0L),
                document.getLong("page"));
    }
}
