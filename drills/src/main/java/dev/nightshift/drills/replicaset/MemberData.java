package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.LogEntry.DocumentChange;
import dev.nightshift.drills.replicaset.LogEntry.RetryableWrite;
import dev.nightshift.drills.replicaset.wire.Bson;
import dev.nightshift.platform.stack.emulator.MemoryStore;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One member's documents, its log of how they came about, and the retryable writes it remembers.
 * The caller lets one thread change it at a time; {@link #read} may run beside that.
 */
final class MemberData implements AutoCloseable {
    private final List<LogEntry> log = new ArrayList<>();
    private final Map<String, RetryableWrite> writes = new HashMap<>();
    private final List<DocumentChange> captured = new ArrayList<>();
    private volatile MemoryStore store = newStore();

    private MemoryStore newStore() {
        return new MemoryStore(this::capture);
    }

    private void capture(String namespace, byte @Nullable [] before, byte @Nullable [] after) {
        String collection = namespace.substring(namespace.indexOf('.') + 1);
        byte[] known = after == null ? before : after;
        if (!collection.startsWith("system.") && known != null) {
            BsonDocument id =
                    new BsonDocument(
                            "_id", new RawBsonDocument(known).get("_id", new BsonInt32(0)));
            captured.add(
                    new DocumentChange(
                            namespace, id, after == null ? null : new RawBsonDocument(after)));
        }
    }

    /** Carries out a command that changes nothing. */
    BsonDocument read(String database, BsonDocument command) {
        return Bson.document(store.run(database, Bson.bytes(command)));
    }

    /** Carries out a command of a client; {@link #captured} says afterwards what it changed. */
    BsonDocument execute(String database, BsonDocument command) {
        captured.clear();
        return read(database, command);
    }

    /** What the last command changed. */
    List<DocumentChange> captured() {
        return List.copyOf(captured);
    }

    /** Takes an entry to the log whose changes are made. */
    void append(LogEntry entry) {
        log.add(entry);
        RetryableWrite write = entry.write();
        if (write != null) {
            writes.put(write.session(), write);
        }
    }

    /** Makes the changes of an entry, and takes it to the log. */
    void apply(LogEntry entry) {
        LogEntry.Command command = entry.command();
        if (command != null) {
            read(command.database(), command.body());
        }
        List<DocumentChange> changes = entry.changes();
        int from = 0;
        while (from < changes.size()) {
            int to = from + 1;
            while (to < changes.size() && isSameKind(changes.get(from), changes.get(to))) {
                to++;
            }
            apply(changes.subList(from, to));
            from = to;
        }
        append(entry);
    }

    private static boolean isSameKind(DocumentChange one, DocumentChange other) {
        return one.namespace().equals(other.namespace())
                && (one.content() == null) == (other.content() == null);
    }

    private void apply(List<DocumentChange> changes) {
        DocumentChange first = changes.getFirst();
        String[] namespace = first.namespace().split("\\.", 2);
        boolean removed = first.content() == null;
        BsonArray statements = new BsonArray();
        for (DocumentChange change : changes) {
            BsonDocument statement = new BsonDocument("q", change.id());
            BsonDocument content = change.content();
            if (content == null) {
                statement.append("limit", new BsonInt32(1));
            } else {
                statement.append("u", content).append("upsert", BsonBoolean.TRUE);
            }
            statements.add(statement);
        }
        BsonDocument answer =
                read(
                        namespace[0],
                        new BsonDocument(
                                        removed ? "delete" : "update", new BsonString(namespace[1]))
                                .append("ordered", BsonBoolean.TRUE)
                                .append(removed ? "deletes" : "updates", statements));
        if (answer.containsKey("writeErrors") || answer.getNumber("ok").intValue() != 1) {
            throw new IllegalStateException("a member could not follow: " + first.namespace());
        }
    }

    long lastIndex() {
        return log.size();
    }

    Optional<LogEntry> last() {
        return log.isEmpty() ? Optional.empty() : Optional.of(log.getLast());
    }

    Optional<LogEntry> entry(long index) {
        return index < 1 || index > log.size()
                ? Optional.empty()
                : Optional.of(log.get(Math.toIntExact(index - 1)));
    }

    boolean has(LogEntry entry) {
        return entry(entry.index()).filter(entry::isSameAs).isPresent();
    }

    Optional<RetryableWrite> write(String session) {
        return Optional.ofNullable(writes.get(session));
    }

    /** The last place at which both logs agree. */
    long common(MemberData other) {
        long index = Math.min(lastIndex(), other.lastIndex());
        while (index > 0 && !entry(index).filter(other::has).isPresent()) {
            index--;
        }
        return index;
    }

    /** Takes back everything behind that place: builds the documents again from the log. */
    void rollBack(long index) {
        List<LogEntry> kept = List.copyOf(log.subList(0, Math.toIntExact(index)));
        log.clear();
        writes.clear();
        MemoryStore old = store;
        store = newStore();
        old.close();
        kept.forEach(this::apply);
    }

    @Override
    public void close() {
        store.close();
    }
}
