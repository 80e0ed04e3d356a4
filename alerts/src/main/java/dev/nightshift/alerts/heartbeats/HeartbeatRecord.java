package dev.nightshift.alerts.heartbeats;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * A company's document in the store: {@code seen}, {@code started} and {@code tried} by entry id,
 * and {@code states} as the last sweep left them. Read-only.
 */
final class HeartbeatRecord {
    static final String SEEN = "seen";
    static final String STARTED = "started";
    static final String TRIED = "tried";
    private static final String STATES = "states";
    private static final Document NOTHING = new Document();

    private final Document document;

    HeartbeatRecord(@Nullable Document document) {
        this.document = document == null ? NOTHING : document;
    }

    /** The path of an entry below one of the maps. */
    static String path(String map, String entryId) {
        return map + "." + Heartbeats.field(entryId);
    }

    Sighting sighting(String entryId) {
        return new Sighting(
                instant(SEEN, entryId), instant(STARTED, entryId), instant(TRIED, entryId));
    }

    HeartbeatPoint point(String entryId, Instant now) {
        Document stored = part(part(document, STATES), Heartbeats.field(entryId));
        Date since = stored.getDate("at");
        if (since == null) {
            return HeartbeatPoint.fresh(now);
        }
        List<Instant> reds = new ArrayList<>();
        stored.getList("reds", Date.class, List.of()).forEach(red -> reds.add(red.toInstant()));
        HeartbeatState state =
                HeartbeatState.ofWire(stored.get("state", "")).orElse(HeartbeatState.NEVER);
        return new HeartbeatPoint(state, since.toInstant(), stored.getBoolean("told", false), reds);
    }

    boolean hasPoint(String entryId) {
        return part(document, STATES).containsKey(Heartbeats.field(entryId));
    }

    /** Adds a point to the fields that an update sets. */
    static void put(Document set, String entryId, HeartbeatPoint point) {
        Document stored =
                new Document("state", point.state().wire()).append("at", Date.from(point.since()));
        if (point.told()) {
            stored.append("told", true);
        }
        if (!point.reds().isEmpty()) {
            stored.append("reds", point.reds().stream().map(Date::from).toList());
        }
        set.append(path(STATES, entryId), stored);
    }

    private @Nullable Instant instant(String map, String entryId) {
        Date stored = part(document, map).getDate(Heartbeats.field(entryId));
        return stored == null ? null : stored.toInstant();
    }

    private static Document part(Document whole, String name) {
        return whole.get(name, NOTHING);
    }
}
