package dev.nightshift.platform.redis;

/** What became of an invalidation. */
public enum Invalidation {
    /** Nothing of the company is cached any more. */
    DONE,
    /** Redis is away; it is written down in MongoDB and done before Redis is read again. */
    QUEUED
}
