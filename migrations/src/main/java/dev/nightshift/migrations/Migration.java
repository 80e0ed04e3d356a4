package dev.nightshift.migrations;

/**
 * A change of what is stored, once for every company. The class is named {@code
 * M<yyyymmdd>_<VerbObject>}; {@code migrations/<yyyymmdd>-<verb-object>.md} beside it tells people
 * its scope, up, down, rollback and verification. It holds literals only: what a setting or a
 * document class says tomorrow must not change what was done yesterday. Immutable, thread-safe.
 */
public sealed interface Migration permits DataMigration, SchemaMigration {
    /** Its name: that of its class. */
    default String id() {
        return getClass().getSimpleName();
    }

    /** What it does, for an operator: one sentence. */
    String summary();

    /** The collection of companies' documents that it is about. */
    String collection();
}
