package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The key of documents that have a text or an id in each field of an index, found without the
 * library's way through paths, lists and numbers of several widths, which costs more than the rest
 * of an insert. Immutable.
 *
 * @param fields of the index
 */
record PlainKey(List<String> fields) {
    /** The normalised key, null when the document needs the library's way. */
    @Nullable KeyValue of(Document document) {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = document.get(fields.get(i));
            if (!(value instanceof String) && !(value instanceof ObjectId)) {
                return null;
            }
            values[i] = value;
        }
        return new KeyValue(values);
    }
}
