package dev.nightshift.platform.mongo.operation;

/** What may happen after a connection broke and nobody knows whether a write was applied. */
public enum Repeat {
    /** It is tried again: doing it twice leaves what doing it once would. */
    SAFE,
    /** It is not tried again: the call fails with MONGODB_UNAVAILABLE. */
    NEVER
}
