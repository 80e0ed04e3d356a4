package dev.nightshift.platform.keyspaces;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a company's keys were when it was last looked.
 *
 * @param checkedAt when the last look ended
 * @param spaces what was found, by space, those of earlier looks included
 */
public record KeyHealth(Instant checkedAt, Map<String, SpaceHealth> spaces) {
    /** A look is daily: after two that did not take place it says little. */
    private static final Duration GOOD_FOR = Duration.ofDays(2);

    public KeyHealth {
        spaces = Map.copyOf(spaces);
    }

    /** Whether the last look was too long ago to be relied on. */
    public boolean isOld(Instant now) {
        return isOld(checkedAt, now);
    }

    static boolean isOld(Instant checkedAt, Instant now) {
        return checkedAt.plus(GOOD_FOR).isBefore(now);
    }

    /** The worst of the spaces. */
    public HealthLevel level() {
        return spaces.values().stream()
                .map(SpaceHealth::level)
                .reduce(HealthLevel.HEALTHY, HealthLevel::orWorse);
    }

    Document toDocument() {
        Document found = new Document();
        spaces.forEach(
                (name, space) ->
                        found.append(
                                name,
                                new Document("keys", space.keys())
                                        .append("expired", space.expired())
                                        .append("removed", space.removed())
                                        .append("level", space.level().name())));
        return new Document("checkedAt", Date.from(checkedAt))
                .append("level", level().name())
                .append("spaces", found);
    }

    static KeyHealth of(Document document) {
        Map<String, SpaceHealth> spaces = new LinkedHashMap<>();
        Document found = document.get("spaces", new Document());
        for (String name : found.keySet()) {
            Document space = found.get(name, Document.class);
            spaces.put(
                    name,
                    new SpaceHealth(
                            space.get("keys", Number.class).longValue(),
                            space.get("expired", Number.class).longValue(),
                            space.get("removed", Number.class).longValue(),
                            HealthLevel.valueOf(space.getString("level"))));
        }
        return new KeyHealth(document.getDate("checkedAt").toInstant(), spaces);
    }
}
