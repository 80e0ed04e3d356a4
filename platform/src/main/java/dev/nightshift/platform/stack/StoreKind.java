package dev.nightshift.platform.stack;

/** The three stores of an installation. */
enum StoreKind {
    MONGODB,
    REDIS,
    RELATIONAL
}
