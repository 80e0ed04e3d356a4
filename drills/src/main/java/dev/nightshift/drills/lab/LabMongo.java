package dev.nightshift.drills.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** The lab's three MongoDB members, real or simulated; a member's number begins at 0. */
interface LabMongo extends AutoCloseable {
    /** What it is, for the first lines of a report. */
    String description();

    boolean simulated();

    /** Of the replica set. */
    String setName();

    /** Where the members listen themselves. */
    List<InetSocketAddress> members();

    /** Makes them one replica set whose members are reached there, and waits for a primary. */
    void begin(List<InetSocketAddress> reachedAt) throws IOException, InterruptedException;

    OptionalInt primary();

    /** Ends a member's process at once. */
    void kill(int member) throws IOException, InterruptedException;

    /** Starts it again, with its data. */
    void revive(int member) throws IOException, InterruptedException;

    /** Makes the primary step down. */
    void stepDown(Duration unelectable, boolean force);

    /** Lets every member stand for election again. */
    void unfreeze();

    /** How late a member follows. */
    void lag(int member, Duration lag);

    @Override
    void close();
}
