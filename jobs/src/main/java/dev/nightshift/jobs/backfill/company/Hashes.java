package dev.nightshift.jobs.backfill.company;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Values by hashes of eight bytes, so that millions of them take little memory; among ten million,
 * two different ones have the same hash once in half a million times. Used by one thread.
 */
final class Hashes {
    /** Of the heap, for all companies that are worked at. */
    private static final int SHARE = 4;

    private static final int LEAST = 1 << 16;
    private static final int MOST = 1 << 26;

    private final int room;
    private long[] slots;
    private int size;
    private boolean hasZero;

    /**
     * @param room as many values at most
     */
    Hashes(int room) {
        this.room = room;
        this.slots = new long[1 << 10];
    }

    /** How many hashes, in a list, one of so many companies at once may hold. */
    static int room(int companies) {
        return room(Runtime.getRuntime().maxMemory(), companies);
    }

    static int room(long heap, int companies) {
        return Math.clamp(heap / SHARE / Math.max(1, companies) / Long.BYTES, LEAST, MOST);
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size >= room;
    }

    boolean contains(long hash) {
        return hash == 0 ? hasZero : slots[slot(slots, hash)] == hash;
    }

    /** Adds it; false when it was there, or when there is no room. */
    boolean add(long hash) {
        if (contains(hash) || isFull()) {
            return false;
        }
        if (hash == 0) {
            hasZero = true;
        } else {
            if (2 * size >= slots.length) {
                grow();
            }
            slots[slot(slots, hash)] = hash;
        }
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[2 * slots.length];
        for (long hash : slots) {
            if (hash != 0) {
                larger[slot(larger, hash)] = hash;
            }
        }
        slots = larger;
    }

    private static int slot(long[] slots, long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** The hash of a value as an index sees it: 1 and 1.0 are the same. */
    static long of(@Nullable Object value) {
        return of(Arrays.asList(value));
    }

    /** The hash of a key of several values. */
    static long of(List<? extends @Nullable Object> key) {
        long hash = 0xcbf29ce484222325L;
        for (Object value : key) {
            String text =
                    value instanceof Number number
                            ? "n" + number.doubleValue()
                            : value + (value instanceof String ? "t" : "o");
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0xff) * 0x100000001b3L;
        }
        // So that each bit of the hash depends on all of the value.
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
