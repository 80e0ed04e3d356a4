package dev.nightshift.platform.mongo.server;

import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionPoolListener;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that are in use. Thread-safe. */
public final class PoolWatch implements ConnectionPoolListener {
    private final AtomicInteger inUse = new AtomicInteger();

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        inUse.incrementAndGet();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        inUse.decrementAndGet();
    }

    /** Connections that somebody has now. */
    public int inUse() {
        return inUse.get();
    }
}
