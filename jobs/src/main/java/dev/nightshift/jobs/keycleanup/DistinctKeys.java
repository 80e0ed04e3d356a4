package dev.nightshift.jobs.keycleanup;

import java.util.Arrays;

/**
 * Whether a key was seen before, told by 64 bits of its hash: of ten million keys one is taken for
 * another about once in a million sweeps. Memory is bounded: once so many keys are known as are
 * told apart, a further key counts as new. Used by one thread.
 */
final class DistinctKeys {
    /** Keys that are told apart; they take 64 MB at most. */
    static final int MOST = 6_000_000;

    private static final int FIRST = 1 << 12;
    private static final double LOAD = 0.75;

    private final int most;
    private long[] slots = new long[FIRST];
    private int size;
    private boolean exact = true;

    /**
     * None so far.
     *
     * @param most keys that are told apart
     */
    DistinctKeys(int most) {
        this.most = most;
    }

    /** Takes a key down; false when it is known already. */
    boolean add(String key) {
        long hash = hash(key);
        int at = find(hash);
        if (slots[at] == hash) {
            return false;
        }
        if (size >= most) {
            exact = false;
            return true;
        }
        slots[at] = hash;
        size++;
        if (size > slots.length * LOAD) {
            grow();
        }
        return true;
    }

    /** Whether every key was told apart so far. */
    boolean exact() {
        return exact;
    }

    /** How many are told apart. */
    int most() {
        return most;
    }

    /** Forgets them all. */
    void clear() {
        slots = new long[FIRST];
        size = 0;
    }

    private int find(long hash) {
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0 && slots[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(hash -> slots[find(hash)] = hash);
    }

    /** FNV-1a, its bits mixed as MurmurHash3 does; never 0, which is an empty slot. */
    private static long hash(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return hash == 0 ? 1 : hash;
    }
}
