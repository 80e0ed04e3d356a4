package dev.nightshift.platform.mongo.operation;

import org.bson.Document;

import java.util.List;

/**
 * Some documents of a query, in its order.
 *
 * @param last whether there were no more when it was read
 */
public record DocumentPage(List<Document> documents, boolean last) {
    public DocumentPage {
        documents = List.copyOf(documents);
    }
}
