package dev.nightshift.platform.mongo.guard;

import org.bson.Document;

/**
 * What a caller may touch. Every method returns what is sent to the server, or throws {@link
 * dev.nightshift.platform.failure.NightshiftException} when it reaches beyond the scope. Arguments
 * are never modified. Implementations are immutable.
 */
public interface Scope {
    /** The filter, limited to the scope. */
    Document filter(Document filter);

    /** The document, marked as the scope's. */
    Document document(Document document);

    /** The update operators, which leave a document in the scope. */
    Document update(Document update);

    /** A projection or a sort, which runs no code on the server. */
    Document shape(Document shape);
}
