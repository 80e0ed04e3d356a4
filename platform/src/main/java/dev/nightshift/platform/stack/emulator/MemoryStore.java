package dev.nightshift.platform.stack.emulator;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;

import dev.nightshift.platform.stack.emulator.database.DocumentBytes;
import dev.nightshift.platform.stack.emulator.database.DocumentChanges;

import io.netty.channel.embedded.EmbeddedChannel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The emulator's databases in memory and without a server: commands in, answers out, both as BSON.
 * For servers that have answers of their own, such as the members of a simulated replica set.
 * Thread-safe; writes run one at a time.
 */
public final class MemoryStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MemoryStore.class);
    private static final int INTERNAL_ERROR = 1;

    private final DurableBackend backend;
    private final EmbeddedChannel nobody = new EmbeddedChannel();

    /**
     * An empty store.
     *
     * @param changes is told of every document that a command changes
     */
    public MemoryStore(DocumentChanges changes) {
        DurableStore store = DurableStore.inMemory();
        try {
            backend = new DurableBackend(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.tell(changes);
    }

    /**
     * Carries out a command.
     *
     * @param command its first field is its name
     * @return the answer; one with {@code ok: 0} when the command failed as a whole
     */
    public byte[] run(String database, byte[] command) {
        Document body = DocumentBytes.decode(command);
        String name = body.keySet().iterator().next();
        return DocumentBytes.of(answer(database, name, body));
    }

    private Document answer(String database, String name, Document body) {
        try {
            return backend.handleCommand(nobody, database, name, body);
        } catch (MongoServerError e) {
            return error(e.getMessageWithoutErrorCode(), e.getCode(), e.getCodeName());
        } catch (MongoServerException e) {
            return error(e.getMessageWithoutErrorCode(), INTERNAL_ERROR, "InternalError");
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a {} failed", name);
            return error("internal error", INTERNAL_ERROR, "InternalError");
        }
    }

    private static Document error(String message, int code, String codeName) {
        return new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", codeName);
    }

    @Override
    public void close() {
        nobody.finishAndReleaseAll();
        backend.close();
    }
}
