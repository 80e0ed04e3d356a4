package dev.nightshift.jobs.webhookredrive;

import org.bson.Document;

import java.util.List;
import java.util.Optional;

/** What is sent of an event: its payload as it came in. */
final class EventBody {
    /** Why an event was not sent. */
    static final String NONE = "not sent: its payload is neither text, nor an object, nor a list";

    private EventBody() {}

    /** The payload as JSON, text as that text; empty when it is nothing that came in as a body. */
    static Optional<String> of(Document event) {
        return switch (event.get("payload")) {
            case String text -> Optional.of(text);
            case Document object -> Optional.of(object.toJson());
            case List<?> list -> Optional.of(list(list));
            case null, default -> Optional.empty();
        };
    }

    // Only a document can be written as JSON: the list is taken out of one.
    private static String list(List<?> list) {
        String json = new Document("list", list).toJson();
        return json.substring(json.indexOf('['), json.lastIndexOf(']') + 1);
    }
}
