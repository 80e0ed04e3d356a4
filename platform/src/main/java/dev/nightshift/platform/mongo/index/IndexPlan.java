package dev.nightshift.platform.mongo.index;

/** Placeholder. */
public final class IndexPlan {
    private IndexPlan() {}
}
