package dev.nightshift.platform.mongo.name;

/** Collections with exactly one document for each company, whose {@code _id} is the company. */
public enum PerCompanyName {
    /** When each operation was last seen to succeed, and what was made of it. */
    HEARTBEATS("heartbeats"),
    /** How many expired keys were left when it was last looked. */
    KEY_HEALTH("key_health"),
    /** How far each backfill is with the company. */
    BACKFILLS("backfills"),
    /** What the last probe made of each service level. */
    SLO_STATE("slo_state");

    private final String collection;

    PerCompanyName(String collection) {
        this.collection = collection;
    }

    /** The collection's name in the database. */
    public String collection() {
        return collection;
    }
}
