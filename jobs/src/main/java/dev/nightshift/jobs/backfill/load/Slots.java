package dev.nightshift.jobs.backfill.load;

/**
 * How many companies may be worked at, changeable at any time: more start at once, fewer from the
 * next batch on. Thread-safe.
 */
public final class Slots {
    private int limit;
    private int taken;
    private boolean closed;

    public Slots(int limit) {
        this.limit = limit;
    }

    /** Another limit, from 1. */
    public synchronized void limit(int most) {
        limit = Math.max(1, most);
        notifyAll();
    }

    /** How many may be worked at now. */
    public synchronized int limit() {
        return limit;
    }

    /** Waits for a slot; false when there will be none any more. */
    public synchronized boolean take() throws InterruptedException {
        while (taken >= limit && !closed) {
            wait();
        }
        if (closed) {
            return false;
        }
        taken++;
        return true;
    }

    /** Gives a slot back. */
    public synchronized void release() {
        taken--;
        notifyAll();
    }

    /** Between batches: lets others go first when the limit was lowered; false when it is over. */
    public synchronized boolean renew() throws InterruptedException {
        if (taken > limit) {
            release();
            return take();
        }
        return !closed;
    }

    /** Nobody waits any more. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
