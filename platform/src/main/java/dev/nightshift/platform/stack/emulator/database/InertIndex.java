package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.backend.EmptyIndex;
import de.bwaldvogel.mongo.backend.IndexKey;

import java.util.List;

/** A non-unique index that is only listed: queries that would use it are scans here. */
final class InertIndex extends EmptyIndex<Position> {
    InertIndex(String name, List<IndexKey> keys) {
        super(name, keys);
    }

    // An empty index is filled from the whole collection, at every start again.
    @Override
    public boolean isEmpty() {
        return false;
    }
}
