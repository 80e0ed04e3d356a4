package dev.nightshift.writers.mongo.dryrun;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A map from 64-bit keys to 64-bit values in a temporary mapped file, so that the heap stays small
 * however many there are: open addressing, doubled when six tenths full. The file's blocks are
 * written before they are mapped, so that a full disk is an exception and not a crash. Not
 * thread-safe.
 */
final class KeyTable implements AutoCloseable {
    /** What {@link #get} gives for a key that was never put. */
    static final long ABSENT = 0;

    private static final int SLOT_BYTES = 16;
    private static final long FIRST_SLOTS = 1 << 14;
    private static final int BLOCK_BYTES = 1 << 18;

    private final Path folder;
    private Arena arena;
    private MemorySegment slots;
    private long mask;
    private long used;

    KeyTable(Path folder) throws IOException {
        this.folder = folder;
        this.arena = Arena.ofShared();
        this.slots = map(FIRST_SLOTS, arena);
        this.mask = FIRST_SLOTS - 1;
    }

    private MemorySegment map(long count, Arena owner) throws IOException {
        long size = count * SLOT_BYTES;
        try (FileChannel file = SpoolFile.open(folder)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK_BYTES);
            for (long at = 0; at < size; at += file.write(zeros, at)) {
                zeros.clear().limit((int) Math.min(BLOCK_BYTES, size - at));
            }
            return file.map(FileChannel.MapMode.READ_WRITE, 0, size, owner);
        }
    }

    /** The key's value, {@link #ABSENT} when it has none. */
    long get(long key) {
        long at = slot(slots, mask, key);
        return slots.get(ValueLayout.JAVA_LONG, at + Long.BYTES);
    }

    /** Gives the key a value, not {@link #ABSENT}. */
    void put(long key, long value) throws IOException {
        long at = slot(slots, mask, key);
        if (slots.get(ValueLayout.JAVA_LONG, at + Long.BYTES) == ABSENT) {
            used++;
            slots.set(ValueLayout.JAVA_LONG, at, key);
        }
        slots.set(ValueLayout.JAVA_LONG, at + Long.BYTES, value);
        if (used * 10 > (mask + 1) * 6) {
            grow();
        }
    }

    /** Where the key is, or would be: keys are hashes already. */
    private static long slot(MemorySegment slots, long mask, long key) {
        long index = key & mask;
        while (true) {
            long at = index * SLOT_BYTES;
            if (slots.get(ValueLayout.JAVA_LONG, at) == key
                    || slots.get(ValueLayout.JAVA_LONG, at + Long.BYTES) == ABSENT) {
                return at;
            }
            index = (index + 1) & mask;
        }
    }

    private void grow() throws IOException {
        long count = (mask + 1) * 2;
        Arena next = Arena.ofShared();
        MemorySegment larger = map(count, next);
        for (long at = 0; at < slots.byteSize(); at += SLOT_BYTES) {
            long value = slots.get(ValueLayout.JAVA_LONG, at + Long.BYTES);
            if (value != ABSENT) {
                long key = slots.get(ValueLayout.JAVA_LONG, at);
                long to = slot(larger, count - 1, key);
                larger.set(ValueLayout.JAVA_LONG, to, key);
                larger.set(ValueLayout.JAVA_LONG, to + Long.BYTES, value);
            }
        }
        arena.close();
        arena = next;
        slots = larger;
        mask = count - 1;
    }

    @Override
    public void close() {
        arena.close();
    }
}
