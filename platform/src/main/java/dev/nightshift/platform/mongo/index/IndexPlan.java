package dev.nightshift.platform.mongo.index;

import org.bson.Document;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An index a collection must have.
 *
 * <p>Filters that each engine serves without a scan, {@code companyId} included, which the store
 * adds: {@code {companyId, phone}} and {@code {companyId, email}}, with one value or {@code $in};
 * and {@code _id}, with one value or {@code $in}, whatever else the filter asks. That holds for
 * MongoDB and for the embedded server. The emulator library as it comes (mongo-java-server 1.47)
 * serves none of them: its indexes answer only filters that name exactly their own fields, never
 * {@code $in} on a compound one, it ignores {@code partialFilterExpression} (so that two leads
 * without e-mail would collide), and indexes that are not unique are only listed. The embedded
 * server replaces those parts; non-unique indexes remain scans there, but for those that end in
 * {@code _id}, which it walks.
 *
 * @param fields the fields and their direction, in order
 * @param unique whether no two documents may have the same values
 * @param present only documents that have this field are in the index
 * @param expireAfter how long after the value of its only field a document is deleted
 */
public record IndexPlan(
        Document fields, boolean unique, Optional<String> present, Optional<Duration> expireAfter) {
    /** A plain index. */
    public static IndexPlan on(Document fields) {
        return new IndexPlan(fields, false, Optional.empty(), Optional.empty());
    }

    /** No two documents of a company that have the field may have the same value in it. */
    public static IndexPlan uniqueInCompany(String field) {
        return new IndexPlan(
                new Document("companyId", 1).append(field, 1),
                true,
                Optional.of(field),
                Optional.empty());
    }

    /** Documents are deleted some time after the instant in their field. */
    public static IndexPlan expiring(String field, Duration after) {
        return new IndexPlan(new Document(field, 1), false, Optional.empty(), Optional.of(after));
    }

    /** The server's default name, from which the fields of a duplicate key are read back. */
    public String name() {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "_" + field.getValue())
                .collect(Collectors.joining("_"));
    }

    /** Whether a server that describes an index so has built this one. */
    public boolean isBuiltAs(Document index) {
        return name().equals(index.getString("name"))
                && index.get("key") instanceof Document key
                && directions(key).equals(directions(fields))
                && unique == Boolean.TRUE.equals(index.get("unique"))
                && present.map(IndexPlan::presence)
                        .equals(Optional.ofNullable(index.get("partialFilterExpression")));
    }

    /** What a partial index on documents that have this field is told to the server by. */
    public static Document presence(String field) {
        return new Document(field, new Document("$exists", true));
    }

    // A server may tell 1 as 1.0.
    private static String directions(Document key) {
        return key.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + ' '
                                        + (field.getValue() instanceof Number number
                                                ? String.valueOf(number.longValue())
                                                : field.getValue()))
                .collect(Collectors.joining(", "));
    }
}
