package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoQuery;

import dev.nightshift.platform.files.DiskFull;
import dev.nightshift.platform.mongo.server.MongoCapabilities;
import dev.nightshift.platform.stack.emulator.database.StoredDatabase;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The emulator's databases. A write is answered when the operating system has it: writes run one at
 * a time, and each is in the redo log before it is carried out, or in the file before its answer.
 * Reads run beside them.
 */
final class DurableBackend extends AbstractMongoBackend {
    private static final Set<String> HELLO = Set.of("hello", "ismaster");
    private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);
    private static final IdentityHashMap<Document, byte[]> NOTHING = new IdentityHashMap<>();
    private static final int FIRST_BATCH = 101;
    private static final int OUT_OF_DISK_SPACE = 14031;

    private final DurableStore store;
    private final ReentrantLock writing = new ReentrantLock();
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private boolean writtenSinceTick;

    DurableBackend(DurableStore store) throws IOException {
        this.store = store;
        store.mapNames().stream()
                .filter(name -> name.startsWith(StoredDatabase.DOCUMENTS))
                .map(name -> name.substring(StoredDatabase.DOCUMENTS.length()).split("\\.", 2)[0])
                .distinct()
                .forEach(this::resolveDatabase);
        EmbeddedChannel nobody = new EmbeddedChannel();
        store.recover(command -> repeat(nobody, Command.of(command)));
        nobody.finishAndReleaseAll();
    }

    private void repeat(Channel nobody, Command command) {
        try {
            super.handleCommand(nobody, command.database(), command.name(), command.body());
        } catch (RuntimeException failedBefore) {
            log.debug("a {} failed again", command.name());
        }
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new StoredDatabase(databaseName, store, getCursorRegistry());
    }

    @Override
    public Document handleCommand(
            Channel channel, String databaseName, String name, Document body) {
        clients.add(channel);
        Command command = new Command(databaseName, name, body);
        return switch (command.durability()) {
            case READ -> read(channel, command);
            case REPEATABLE -> write(channel, command, true);
            case ONCE -> write(channel, command, false);
        };
    }

    private Document read(Channel channel, Command command) {
        if (command.name().toLowerCase(Locale.ROOT).equals("buildinfo")) {
            return buildInfo(channel, command);
        }
        if (HELLO.contains(command.name().toLowerCase(Locale.ROOT))) {
            // As MongoDB has it: with the library's 1,000 a batch would be sent in parts.
            return super.handleCommand(channel, command.database(), command.name(), command.body())
                    .append("maxWriteBatchSize", 100_000);
        }
        if (command.name().toLowerCase(Locale.ROOT).equals("find")
                && !(command.body().get("batchSize") instanceof Number)) {
            command.body().put("batchSize", FIRST_BATCH);
        }
        MVRead pages = store.reading();
        try {
            return super.handleCommand(channel, command.database(), command.name(), command.body());
        } finally {
            pages.close();
        }
    }

    private Document buildInfo(Channel channel, Command command) {
        Document answer =
                super.handleCommand(channel, command.database(), command.name(), command.body());
        return answer.append(MongoCapabilities.EMBEDDED, MongoEmulator.ENGINE);
    }

    private Document write(Channel channel, Command command, boolean repeatable) {
        // Encoded before its turn, beside the command whose turn it is.
        IdentityHashMap<Document, byte[]> encoded = new IdentityHashMap<>();
        byte[] logged = repeatable ? command.toBytes(encoded::put) : new byte[0];
        writing.lock();
        try {
            writtenSinceTick = true;
            if (repeatable) {
                store.log(logged);
            }
            store.encoded(encoded);
            Document answer;
            try {
                answer =
                        super.handleCommand(
                                channel, command.database(), command.name(), command.body());
            } finally {
                store.encoded(NOTHING);
                if (!repeatable || store.isCheckpointDue()) {
                    store.checkpoint();
                }
            }
            return answer;
        } catch (IOException e) {
            throw notDurable();
        } catch (MVStoreException e) {
            if (DiskFull.in(e)) {
                throw notDurable();
            }
            throw e;
        } finally {
            writing.unlock();
        }
    }

    private static MongoServerError notDurable() {
        return new MongoServerError(
                OUT_OF_DISK_SPACE, "OutOfDiskSpace", "the write could not be made durable");
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        clients.add(query.getChannel());
        MVRead pages = store.reading();
        try {
            return super.handleQuery(query);
        } finally {
            pages.close();
        }
    }

    @Override
    public void handleClose(Channel channel) {
        clients.remove(channel);
        super.handleClose(channel);
    }

    /** Connections that have asked something and are open. */
    int clients() {
        return clients.size();
    }

    boolean isBroken() {
        return store.isBroken();
    }

    /**
     * What is done when nothing else is: writes that have come to rest go into the file, so that
     * the next start has nothing to repeat, and then sparse parts of the file are rewritten.
     */
    void rest() throws IOException {
        writing.lock();
        try {
            if (writtenSinceTick) {
                writtenSinceTick = false;
            } else if (!store.isCheckpointed()) {
                store.checkpoint();
            } else {
                store.compact();
            }
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        super.close();
        writing.lock();
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writing.unlock();
        }
    }
}
