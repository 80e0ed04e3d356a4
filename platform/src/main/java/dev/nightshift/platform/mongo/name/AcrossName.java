package dev.nightshift.platform.mongo.name;

/** Collections of companies' documents that the platform reads for many companies at once. */
public enum AcrossName {
    /** What is wrong, and what was. */
    ALERTS("alerts");

    private final String collection;

    AcrossName(String collection) {
        this.collection = collection;
    }

    /** The collection's name in the database. */
    public String collection() {
        return collection;
    }
}
