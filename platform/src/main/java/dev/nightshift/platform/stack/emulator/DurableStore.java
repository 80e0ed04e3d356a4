package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.bson.Document;

import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.stack.emulator.database.DocumentBytes;
import dev.nightshift.platform.stack.emulator.database.DocumentChanges;
import dev.nightshift.platform.stack.emulator.database.StoredMaps;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Maps in a file plus a log of the commands that the file does not hold yet. The file only ever
 * holds the state between two commands: nothing but {@link #checkpoint} writes it, and its caller
 * lets no command run meanwhile.
 */
final class DurableStore implements StoredMaps, AutoCloseable {
    /** Bounds what a start after a crash has to repeat. */
    private static final long CHECKPOINT_BYTES = 64L * 1024 * 1024;

    /**
     * Bounds the changed pages in memory, as the map store estimates them. Small commands that
     * touch documents far apart change many pages: a backfill of a million documents of a hundred
     * companies that lie in turn filled a gigabyte before it had logged 64 MB.
     */
    private static final int UNSAVED_BYTES = 160 * 1024 * 1024;

    private static final int CACHE_MEGABYTES = 96;
    private static final int COMPACT_BELOW_PERCENT = 60;
    private static final int COMPACT_BYTES = 16 * 1024 * 1024;
    private static final String STATE = "nightshift";
    private static final String APPLIED = "applied";

    private final MVStore store;
    private final int unsavedBytes;
    private final @Nullable RedoLog log;
    private final MVMap<String, Long> state;
    private long sequence;
    private IdentityHashMap<Document, byte[]> encoded = new IdentityHashMap<>();
    private DocumentChanges changes = (namespace, before, after) -> {};

    private DurableStore(MVStore store, @Nullable RedoLog log, int unsavedBytes) {
        this.store = store;
        this.log = log;
        this.unsavedBytes = unsavedBytes;
        // Space of replaced pages is free again once the checkpoint that replaced them is synced.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        state = store.openMap(STATE);
        sequence = state.getOrDefault(APPLIED, 0L);
    }

    static DurableStore in(Path file) throws IOException {
        return in(file, UNSAVED_BYTES);
    }

    static DurableStore in(Path file, int unsavedBytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            PrivateFiles.directory(folder);
        }
        PrivateFiles.file(file);
        MVStore store =
                new MVStore.Builder()
                        .fileName(file.toString())
                        .autoCommitDisabled()
                        .autoCommitBufferSize(0)
                        .cacheSize(CACHE_MEGABYTES)
                        .open();
        return new DurableStore(
                store, new RedoLog(file.resolveSibling(file.getFileName() + ".log")), unsavedBytes);
    }

    /** Maps that are gone with the process. */
    static DurableStore inMemory() {
        return new DurableStore(
                new MVStore.Builder().autoCommitDisabled().open(), null, UNSAVED_BYTES);
    }

    /** Who is told of each document that changes from now on. */
    void tell(DocumentChanges listener) {
        changes = listener;
    }

    @Override
    public void changed(String namespace, byte @Nullable [] before, byte @Nullable [] after) {
        changes.changed(namespace, before, after);
    }

    /** Hands over the commands that the last process carried out and the file does not hold. */
    void recover(java.util.function.Consumer<byte[]> command) throws IOException {
        if (log == null) {
            return;
        }
        long applied = sequence;
        log.replay(
                (number, bytes) -> {
                    if (number > applied) {
                        command.accept(bytes);
                        sequence = number;
                        if (isCrowded()) {
                            save();
                        }
                    }
                });
        checkpoint();
    }

    /** Logs a command that is about to be carried out and can be repeated. */
    void log(byte[] command) throws IOException {
        if (log != null) {
            log.append(sequence + 1, command);
        }
        sequence++;
    }

    /** The documents of the command that is about to be carried out, as they will be stored. */
    void encoded(IdentityHashMap<Document, byte[]> documents) {
        encoded = documents;
    }

    /** The bytes to store a document by. */
    @Override
    public byte[] bytes(Document document) {
        byte[] known = encoded.get(document);
        return known == null ? DocumentBytes.of(document) : known;
    }

    /** Whether enough is logged, or kept in memory, for a checkpoint. */
    boolean isCheckpointDue() throws IOException {
        return log != null && (log.size() >= CHECKPOINT_BYTES || isCrowded());
    }

    private boolean isCrowded() {
        return store.getUnsavedMemory() >= unsavedBytes;
    }

    /** Whether the file holds everything. */
    boolean isCheckpointed() throws IOException {
        return log == null || log.size() == 0;
    }

    /** Writes what has changed to the file, and forgets the log. */
    void checkpoint() throws IOException {
        save();
        if (log != null) {
            log.clear();
        }
    }

    /** A start skips the commands of the log that the file is known to hold. */
    private void save() {
        state.put(APPLIED, sequence);
        store.commit();
        if (log != null) {
            store.sync();
        }
    }

    /** Rewrites sparse parts of the file; false when there is nothing worth it. */
    boolean compact() throws IOException {
        boolean rewritten = store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
        if (rewritten) {
            checkpoint();
        }
        return rewritten;
    }

    @Override
    public MVMap<byte[], byte[]> map(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    Set<String> mapNames() {
        return store.getMapNames();
    }

    @Override
    public void removeMap(String name) {
        if (store.hasMap(name)) {
            store.removeMap(map(name));
        }
    }

    /** Whether a checkpoint has failed; the map store closes itself then. */
    boolean isBroken() {
        return store.isClosed();
    }

    @Override
    public long size() {
        return log == null ? 0 : store.getFileStore().size();
    }

    /** Keeps the pages that a read may still need until it is over. */
    MVRead reading() {
        MVStore.TxCounter version = store.registerVersionUsage();
        return () -> store.deregisterVersionUsage(version);
    }

    @Override
    public void close() throws IOException {
        if (!store.isClosed()) {
            checkpoint();
            store.close();
        }
        if (log != null) {
            log.close();
        }
    }
}
