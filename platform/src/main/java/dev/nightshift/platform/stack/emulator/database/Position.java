package dev.nightshift.platform.stack.emulator.database;

import java.util.Arrays;

/** Where a document is kept: the sortable bytes of its {@code _id}. */
final class Position {
    private final byte[] key;

    Position(byte[] key) {
        this.key = key;
    }

    byte[] key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position position && Arrays.equals(key, position.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }
}
