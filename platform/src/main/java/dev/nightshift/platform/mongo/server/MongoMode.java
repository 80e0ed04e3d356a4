package dev.nightshift.platform.mongo.server;

/** What can be done with MongoDB at a moment. */
public enum MongoMode {
    /** Reads and writes. */
    READ_WRITE,
    /** There is no primary, as in an election: reads go to secondaries, writes wait. */
    NO_PRIMARY,
    /** There has been no primary for long: reads go to secondaries, writes are refused at once. */
    READ_ONLY,
    /** No server answers. */
    AWAY
}
