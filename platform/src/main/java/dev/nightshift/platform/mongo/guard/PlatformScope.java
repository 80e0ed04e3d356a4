package dev.nightshift.platform.mongo.guard;

import org.bson.Document;

/** Everything in a collection that has no tenant; server-side code is refused here too. */
public record PlatformScope() implements Scope {
    @Override
    public Document filter(Document filter) {
        ServerCode.refuse(filter);
        return new Document(filter);
    }

    @Override
    public Document document(Document document) {
        return new Document(document);
    }

    @Override
    public Document update(Document update) {
        UpdateOperators.require(update);
        return new Document(update);
    }

    @Override
    public Document shape(Document shape) {
        ServerCode.refuse(shape);
        return shape;
    }
}
