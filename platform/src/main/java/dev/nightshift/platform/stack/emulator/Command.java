package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

import dev.nightshift.platform.stack.emulator.database.DocumentBytes;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * A command as the durable backend sees it.
 *
 * @param database that it is for
 * @param name of the command, as sent
 * @param body of the command, its name included
 */
record Command(String database, String name, Document body) {
    private static final String DOCUMENTS = "documents";

    /** What becomes of a command in a log. */
    enum Durability {
        /** It changes nothing. */
        READ,
        /** Repeating it on the same data gives the same data again. */
        REPEATABLE,
        /** It draws an id or the time, or is too rare to be worth repeating. */
        ONCE
    }

    Durability durability() {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "insert" -> {
                nameDocuments();
                yield Durability.REPEATABLE;
            }
            case "delete" -> Durability.REPEATABLE;
            case "update" -> updatesRepeat() ? Durability.REPEATABLE : Durability.ONCE;
            case "findandmodify" ->
                    repeats(body, "query", "update") ? Durability.REPEATABLE : Durability.ONCE;
            case "create",
                    "createindexes",
                    "drop",
                    "dropdatabase",
                    "dropindexes",
                    "renamecollection" ->
                    Durability.ONCE;
            case "aggregate" -> writesItsResult() ? Durability.ONCE : Durability.READ;
            default -> Durability.READ;
        };
    }

    // A document without an id would get another one when the command is repeated.
    private void nameDocuments() {
        if (body.get(DOCUMENTS) instanceof List<?> documents) {
            for (Object document : documents) {
                if (document instanceof Document unnamed) {
                    unnamed.computeIfAbsent("_id", field -> new ObjectId());
                }
            }
        }
    }

    private boolean updatesRepeat() {
        return body.get("updates") instanceof List<?> updates
                && updates.stream()
                        .allMatch(
                                update -> update instanceof Document one && repeats(one, "q", "u"));
    }

    private static boolean repeats(Document update, String filterField, String changeField) {
        boolean readsClock =
                update.get(changeField) instanceof Document change
                        && change.containsKey("$currentDate");
        boolean mayDrawId =
                Boolean.TRUE.equals(update.get("upsert"))
                        && !(update.get(filterField) instanceof Document filter
                                && filter.get("_id") != null
                                && !(filter.get("_id") instanceof Map<?, ?>));
        return !readsClock && !mayDrawId;
    }

    private boolean writesItsResult() {
        return body.get("pipeline") instanceof List<?> stages
                && stages.stream()
                        .anyMatch(
                                stage ->
                                        stage instanceof Document one
                                                && (one.containsKey("$out")
                                                        || one.containsKey("$merge")));
    }

    /**
     * The command for the log: all of it but its documents, then these as they are stored.
     *
     * @param stored gets the bytes of each document, so that it is encoded once
     */
    byte[] toBytes(BiConsumer<Document, byte[]> stored) {
        Document rest = new Document();
        body.forEach(
                (field, value) -> {
                    if (!field.equals(DOCUMENTS)) {
                        rest.append(field, value);
                    }
                });
        ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
        out.writeBytes(
                DocumentBytes.of(
                        new Document("database", database)
                                .append("name", name)
                                .append("body", rest)));
        if (body.get(DOCUMENTS) instanceof List<?> documents) {
            for (Object document : documents) {
                byte[] bytes = DocumentBytes.of((Document) document);
                stored.accept((Document) document, bytes);
                out.writeBytes(bytes);
            }
        }
        return out.toByteArray();
    }

    static Command of(byte[] bytes) {
        List<Document> logged = DocumentBytes.decodeAll(bytes);
        Document command = logged.getFirst();
        Document body = (Document) Objects.requireNonNull(command.get("body"));
        if (logged.size() > 1) {
            body.append(DOCUMENTS, logged.subList(1, logged.size()));
        }
        return new Command(
                String.valueOf(command.get("database")), String.valueOf(command.get("name")), body);
    }
}
