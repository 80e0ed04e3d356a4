package dev.nightshift.platform.mongo.name;

import java.util.Arrays;

/** The collections that have no tenant; there are no others. */
public enum PlatformName {
    /** Who the service works for; {@code _id} is the company's id. */
    COMPANIES("companies"),
    /** What has been set up once, such as the company {@code demo}. */
    PLATFORM_STATE("platform_state"),
    /** Migrations and how far they are. */
    MIGRATIONS("migrations"),
    /** Names of alerts and who owns them. */
    REGISTRY("registry"),
    /** Companies whose cache in Redis is still to be dropped. */
    CACHE_INVALIDATIONS("cache_invalidations"),
    /** Alerts of no company: storms over many, dependencies that are away, channels that rest. */
    SERVICE_ALERTS("service_alerts"),
    /** Drills and how they ended. */
    DRILLS("drills"),
    /** The journals of drills, a document a line. */
    DRILL_LINES("drill_lines");

    private final String collection;

    PlatformName(String collection) {
        this.collection = collection;
    }

    /** The collection's name in the database. */
    public String collection() {
        return collection;
    }

    /** Whether a collection has no tenant. */
    public static boolean isPlatform(String collection) {
        return Arrays.stream(values()).anyMatch(name -> name.collection.equals(collection));
    }
}
