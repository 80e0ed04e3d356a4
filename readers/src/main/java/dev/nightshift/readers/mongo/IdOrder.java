package dev.nightshift.readers.mongo;

import org.bson.BsonTimestamp;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.Code;
import org.bson.types.Decimal128;
import org.bson.types.MaxKey;
import org.bson.types.MinKey;
import org.bson.types.ObjectId;
import org.bson.types.Symbol;
import org.jspecify.annotations.Nullable;

import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is behind an {@code _id} in MongoDB's order. {@code $gt} finds values of the same type
 * alone, numbers being one type; the types behind are asked for by name, which an index on {@code
 * _id} serves as well. Lists, regular expressions and undefined cannot be an {@code _id}.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/">the
 *     order of types</a>
 */
enum IdOrder {
    MIN_KEY,
    NULL,
    NUMBER,
    TEXT,
    OBJECT,
    BINARY,
    OBJECT_ID,
    TRUTH,
    DATE,
    TIMESTAMP,
    OTHER,
    MAX_KEY;

    /** As {@code $type} names them. */
    private List<String> aliases() {
        return switch (this) {
            case MIN_KEY -> List.of("minKey");
            case NULL -> List.of("null");
            case NUMBER -> List.of("number");
            case TEXT -> List.of("string", "symbol");
            case OBJECT -> List.of("object");
            case BINARY -> List.of("binData");
            case OBJECT_ID -> List.of("objectId");
            case TRUTH -> List.of("bool");
            case DATE -> List.of("date");
            case TIMESTAMP -> List.of("timestamp");
            case OTHER -> List.of("dbPointer", "javascript", "javascriptWithScope");
            case MAX_KEY -> List.of("maxKey");
        };
    }

    private static IdOrder of(@Nullable Object id) {
        return switch (id) {
            case null -> NULL;
            case MinKey min -> MIN_KEY;
            case Number number -> NUMBER;
            case String text -> TEXT;
            case Symbol text -> TEXT;
            case Map<?, ?> object -> OBJECT;
            case Binary bytes -> BINARY;
            case UUID uuid -> BINARY;
            case ObjectId objectId -> OBJECT_ID;
            case Boolean truth -> TRUTH;
            case Date date -> DATE;
            case BsonTimestamp timestamp -> TIMESTAMP;
            case Code code -> OTHER;
            case MaxKey max -> MAX_KEY;
            default -> OTHER;
        };
    }

    /** Asks for ids behind this one of its own type; empty when there is no other. */
    static Optional<Document> sameType(@Nullable Object id) {
        return switch (of(id)) {
            case MIN_KEY, NULL, MAX_KEY -> Optional.empty();
            case NUMBER ->
                    // NaN is the first number, and nothing is greater than it.
                    Optional.of(
                            isNaN(id)
                                    ? new Document("$gte", Double.NEGATIVE_INFINITY)
                                    : new Document("$gt", id));
            case TEXT, OBJECT, BINARY, OBJECT_ID, TRUTH, DATE, TIMESTAMP, OTHER ->
                    Optional.of(new Document("$gt", id));
        };
    }

    /** Asks for ids of all types behind that of this one; empty when there is none. */
    static Optional<Document> laterTypes(@Nullable Object id) {
        Set<IdOrder> behind = EnumSet.range(of(id), MAX_KEY);
        behind.remove(of(id));
        List<String> later = behind.stream().flatMap(type -> type.aliases().stream()).toList();
        return later.isEmpty() ? Optional.empty() : Optional.of(new Document("$type", later));
    }

    private static boolean isNaN(@Nullable Object id) {
        return switch (id) {
            case Decimal128 number -> number.isNaN();
            case Number number -> Double.isNaN(number.doubleValue());
            case null, default -> false;
        };
    }
}
