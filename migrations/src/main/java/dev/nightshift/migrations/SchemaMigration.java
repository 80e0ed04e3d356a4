package dev.nightshift.migrations;

import dev.nightshift.platform.mongo.index.IndexPlan;

import java.util.List;

/**
 * A migration of indexes: it changes how documents are found and what may be stored, never a
 * document. Before a unique index is built, the documents that stand against it are reported.
 */
public non-sealed interface SchemaMigration extends Migration {
    /** The indexes to build, in order. */
    List<IndexPlan> indexes();
}
