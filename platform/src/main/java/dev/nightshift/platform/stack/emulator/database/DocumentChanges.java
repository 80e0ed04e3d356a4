package dev.nightshift.platform.stack.emulator.database;

import org.jspecify.annotations.Nullable;

/** Is told of each document that a command changes, in order, before the command is answered. */
public interface DocumentChanges {
    /**
     * A document was stored, replaced or removed.
     *
     * @param namespace database and collection, with a dot between
     * @param before its BSON until now; null when it is new
     * @param after its BSON from now on; null when it is removed
     */
    void changed(String namespace, byte @Nullable [] before, byte @Nullable [] after);
}
