package dev.nightshift.alerts.store;

import org.bson.Document;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * What systems that keep incidents of their own are still to be told of a decision. It is stored
 * with the decision, so that no failure to tell them can undo or delay it.
 */
public final class FollowUp {
    /** The field of an alert, or of a group, that holds it. */
    public static final String FIELD = "followUp";

    /** The field that names the contacts' channels with an open incident. */
    public static final String INCIDENTS = "incidents";

    /** Somebody takes it. */
    public static final String ACKNOWLEDGE = "acknowledge";

    /** It is over. */
    public static final String RESOLVE = "resolve";

    private FollowUp() {}

    /** To be stored with a decision about this alert or group; empty when nobody keeps it. */
    public static Optional<Document> of(Document told, String action, Instant now) {
        List<Document> incidents = told.getList(INCIDENTS, Document.class, List.of());
        return incidents.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Document("action", action)
                                .append("at", Date.from(now))
                                .append("tries", 0)
                                .append("to", incidents));
    }
}
