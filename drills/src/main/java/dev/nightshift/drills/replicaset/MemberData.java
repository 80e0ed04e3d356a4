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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One member's documents, its log of how they came about, capped, and the retryable writes it
 * remembers. The caller lets one thread change it at a time; {@link #read} may run beside that.
 */
final class MemberData implements AutoCloseable {
    /** What an entry, or a change, costs beside its documents; about. */
    private static final long ENTRY_BYTES = 256;

    private final OperationLog log;
    private final Map<String, RetryableWrite> writes = new HashMap<>();
    private final List<DocumentChange> captured = new ArrayList<>();
    private final Deque<DocumentChange> undoing = new ArrayDeque<>();
    private long capturedBytes;
    private volatile MemoryStore store = newStore();

    /**
     * Without a document.
     *
     * @param logBytes that its log may have
     */
    MemberData(long logBytes) {
        this.log = new OperationLog(logBytes);
    }

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
            captured.add(change(namespace, id, after));
            undoing.addFirst(change(namespace, id, before));
            capturedBytes += ENTRY_BYTES + length(before) + length(after);
        }
    }

    private static DocumentChange change(
            String namespace, BsonDocument id, byte @Nullable [] content) {
        return new DocumentChange(
                namespace, id, content == null ? null : new RawBsonDocument(content));
    }

    private static long length(byte @Nullable [] content) {
        return content == null ? 0 : content.length;
    }

    private void forgetCaptured() {
        captured.clear();
        undoing.clear();
        capturedBytes = 0;
    }

    /** Carries out a command that changes nothing. */
    BsonDocument read(String database, BsonDocument command) {
        return Bson.document(store.run(database, Bson.bytes(command)));
    }

    /** Carries out a command of a client; {@link #captured} says afterwards what it changed. */
    BsonDocument execute(String database, BsonDocument command) {
        forgetCaptured();
        return read(database, command);
    }

    /** What the last command changed. */
    List<DocumentChange> captured() {
        return List.copyOf(captured);
    }

    /** Takes an entry to the log whose changes were made just now. */
    void append(LogEntry entry) {
        RetryableWrite write = entry.write();
        RetryableWrite before = write == null ? null : writes.put(write.session(), write);
        log.add(
                entry,
                entry.command() == null
                        ? new OperationLog.Undo(List.copyOf(undoing), before)
                        : null,
                ENTRY_BYTES + capturedBytes);
        forgetCaptured();
    }

    /** Makes the changes of an entry, and takes it to the log. */
    void apply(LogEntry entry) {
        forgetCaptured();
        LogEntry.Command command = entry.command();
        if (command != null) {
            read(command.database(), command.body());
        }
        make(entry.changes());
        append(entry);
    }

    private void make(List<DocumentChange> changes) {
        int from = 0;
        while (from < changes.size()) {
            int to = from + 1;
            while (to < changes.size() && isSameKind(changes.get(from), changes.get(to))) {
                to++;
            }
            apply(changes.subList(from, to));
            from = to;
        }
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

    OperationLog log() {
        return log;
    }

    Optional<RetryableWrite> write(String session) {
        return Optional.ofNullable(writes.get(session));
    }

    /** Takes back everything behind that place; false, and nothing is done, when it cannot. */
    boolean rollBack(long index) {
        if (!log.canTakeBack(index)) {
            return false;
        }
        while (log.lastIndex() > index) {
            RetryableWrite write = log.last().map(LogEntry::write).orElse(null);
            OperationLog.Undo undo = log.pop().orElseThrow();
            make(undo.changes());
            if (write != null) {
                RetryableWrite before = undo.write();
                if (before == null) {
                    writes.remove(write.session());
                } else {
                    writes.put(write.session(), before);
                }
            }
        }
        return true;
    }

    /** Becomes what another member is: an initial sync. */
    void copy(MemberData other) {
        MemoryStore old = store;
        store = newStore();
        old.close();
        new InitialSync(other::read, this::read).run();
        forgetCaptured();
        log.copy(other.log);
        writes.clear();
        writes.putAll(other.writes);
    }

    @Override
    public void close() {
        store.close();
    }
}
