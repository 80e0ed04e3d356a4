package dev.nightshift.alerts.heartbeats;

import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Takes down signs of life as they pass. A call only notes; once a second, and when it is closed,
 * what was noted is written in one round trip, the newest of each operation. While the store is out
 * the notes are kept, one for each operation of each company. Thread-safe.
 */
public final class HeartbeatLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HeartbeatLog.class);
    private static final int MOST_NOTES = 500_000;
    private static final long FLUSH_MS = 1_000;

    private record Note(CompanyId company, String path) {}

    private final PlatformStore store;
    private final PlatformContext context;
    private final InstantSource clock;
    private final Map<Note, Instant> notes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeat-log").factory());

    private HeartbeatLog(PlatformStore store, PlatformContext context, InstantSource clock) {
        this.store = store;
        this.context = context;
        this.clock = clock;
    }

    /** A log on a store that the caller closes after it. */
    public static HeartbeatLog open(
            PlatformStore store, PlatformContext context, InstantSource clock) {
        HeartbeatLog opened = new HeartbeatLog(store, context, clock);
        var _ =
                opened.timer.scheduleWithFixedDelay(
                        opened::flush, FLUSH_MS, FLUSH_MS, TimeUnit.MILLISECONDS);
        return opened;
    }

    /** The operation of that registry entry succeeded for the company. Never blocks or fails. */
    public void seen(CompanyId company, String entryId, Instant at) {
        note(new Note(company, HeartbeatRecord.path(HeartbeatRecord.SEEN, entryId)), at);
    }

    /** The operation began for the company. Never blocks or fails. */
    public void started(CompanyId company, String entryId, Instant at) {
        note(new Note(company, HeartbeatRecord.path(HeartbeatRecord.STARTED, entryId)), at);
    }

    /** The way of the operation's alerts was tried for the company. Never blocks or fails. */
    public void tried(CompanyId company, String entryId, Instant at) {
        note(new Note(company, HeartbeatRecord.path(HeartbeatRecord.TRIED, entryId)), at);
    }

    private void note(Note note, Instant at) {
        // A sender whose clock is ahead must not keep a point green for longer than it is.
        Instant now = clock.instant();
        Instant when = at.isAfter(now) ? now : at;
        if (notes.size() < MOST_NOTES || notes.containsKey(note)) {
            notes.merge(note, when, (first, second) -> first.isAfter(second) ? first : second);
        }
    }

    /** Writes what was noted; what cannot be written is noted still. */
    public synchronized void flush() {
        Map<Note, Instant> taken = Map.copyOf(notes);
        if (taken.isEmpty()) {
            return;
        }
        Map<CompanyId, Document> updates = new LinkedHashMap<>();
        taken.forEach(
                (note, at) ->
                        updates.computeIfAbsent(note.company(), any -> new Document())
                                .append(note.path(), Date.from(at)));
        updates.replaceAll((company, fields) -> new Document("$max", fields));
        try {
            store.perCompany(context, PerCompanyName.HEARTBEATS)
                    .upsert(updates)
                    .forEach(company -> warn("heartbeats.refused", company.value()));
            // Only what was written: a newer one may have come meanwhile.
            taken.forEach(notes::remove);
        } catch (NightshiftException out) {
            warn("heartbeats.kept", out.code().name());
        }
    }

    private static void warn(String event, String what) {
        log.atWarn()
                .addKeyValue("module", "heartbeats")
                .addKeyValue("event", event)
                .log("Signs of life were not written: {}", what);
    }

    @Override
    public void close() {
        timer.shutdown();
        flush();
    }
}
