package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.mongo.operation.DocumentStream;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the keys of expired documents, of one company and space after the other. Used by one
 * thread; close it to free the server's cursor.
 */
final class ExpiredIds implements AutoCloseable {
    private static final int TRIES = 3;

    private final PlatformContext context;
    private final ExpiredDocuments documents;
    private final Instant now;
    private final int batch;
    private @Nullable DocumentStream open;

    /**
     * Of none so far.
     *
     * @param batch at most so many come at a time
     */
    ExpiredIds(PlatformContext context, ExpiredDocuments documents, Instant now, int batch) {
        this.context = context;
        this.documents = documents;
        this.now = now;
        this.batch = batch;
    }

    /**
     * The next of a company's; fewer than a batch, and closed, when there are no more. A cursor
     * that the server has lost, in an election or while a slow clean made a pause, is opened anew:
     * what came before is removed by now, so it is not in it.
     */
    List<Object> some(CompanyId company, MongoSpace space) {
        for (int tries = 1; ; tries++) {
            try {
                return next(company, space);
            } catch (NightshiftException lost) {
                boolean cannotBeOpened = open == null;
                close();
                if (cannotBeOpened || tries == TRIES) {
                    throw lost;
                }
            }
        }
    }

    private List<Object> next(CompanyId company, MongoSpace space) {
        DocumentStream stream = open;
        if (stream == null) {
            stream = documents.ids(context.in(company), space, now, batch);
            open = stream;
        }
        List<Object> some = new ArrayList<>();
        while (some.size() < batch && stream.hasNext()) {
            some.add(stream.next().get("_id"));
        }
        if (!isFull(some)) {
            close();
        }
        return some;
    }

    /** Whether there may be more behind these. */
    boolean isFull(List<Object> some) {
        return some.size() == batch;
    }

    @Override
    public void close() {
        DocumentStream stream = open;
        open = null;
        if (stream != null) {
            stream.close();
        }
    }
}
