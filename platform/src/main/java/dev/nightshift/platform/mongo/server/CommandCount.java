package dev.nightshift.platform.mongo.server;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is sent to the server. Thread-safe. */
public final class CommandCount implements CommandListener {
    private final LongAdder sent = new LongAdder();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        sent.increment();
    }

    /** How many since this was made. */
    public long sum() {
        return sent.sum();
    }
}
