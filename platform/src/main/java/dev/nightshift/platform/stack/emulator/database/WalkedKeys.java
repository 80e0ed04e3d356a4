package dev.nightshift.platform.stack.emulator.database;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;

/**
 * The positions of an index's keys that begin with a prefix, in order. Reads ahead a little and
 * looks its place up again, so that it holds no old version of the map.
 */
final class WalkedKeys implements Iterator<Position> {
    private static final int READ_AHEAD = 64;

    private final MVMap<byte[], byte[]> positions;
    private final byte[] prefix;
    private final byte[] first;
    private final Optional<KeyRange> range;
    private final Queue<Position> ahead = new ArrayDeque<>();
    private byte @Nullable [] last;
    private boolean ended;

    /**
     * @param range of what is behind the prefix
     */
    WalkedKeys(MVMap<byte[], byte[]> positions, byte[] prefix, Optional<KeyRange> range) {
        this.positions = positions;
        this.prefix = prefix;
        this.range = range;
        this.first = range.map(some -> joined(prefix, some.from())).orElse(prefix);
    }

    @Override
    public boolean hasNext() {
        if (ahead.isEmpty() && !ended) {
            readAhead();
        }
        return !ahead.isEmpty();
    }

    @Override
    public Position next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ahead.remove();
    }

    private void readAhead() {
        byte[] from = last == null ? positions.ceilingKey(first) : positions.higherKey(last);
        Cursor<byte[], byte[]> cursor = from == null ? null : positions.cursor(from);
        while (cursor != null && ahead.size() < READ_AHEAD && cursor.hasNext()) {
            byte[] key = cursor.next();
            if (!beginsWith(key, prefix)
                    || range.filter(some -> some.endsBefore(key[prefix.length])).isPresent()) {
                ended = true;
                return;
            }
            ahead.add(new Position(cursor.getValue()));
            last = key;
        }
        ended = ahead.size() < READ_AHEAD;
    }

    private static boolean beginsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }
}
