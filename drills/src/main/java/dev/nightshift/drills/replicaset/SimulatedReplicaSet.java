package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.wire.WireServer;

import org.bson.BsonTimestamp;
import org.bson.types.ObjectId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Three servers on loopback that a driver takes for a MongoDB 4.4 replica set. A member's data
 * outlive its process, not this object. Thread-safe.
 *
 * <p>Simulated are: elections with terms, step-down with handoff, loss of majority, replication
 * with lag and a capped log, write concern with its time limit, retryable writes across elections,
 * rollback, initial sync (at once, while nothing is written), who is refused what and with which
 * labels, and the awaited {@code hello}. Not simulated are: read concern above local, causal
 * consistency, transactions, change streams, users, TLS, and a batch of writes that is replicated
 * in part.
 */
public final class SimulatedReplicaSet implements AutoCloseable {
    /** The set's name, for {@code replicaSet=}. */
    public static final String NAME = "lab";

    /** The version that the members say they are. */
    public static final String VERSION = "4.4.29";

    /** How much of what was written a member remembers; more when no majority has it yet. */
    public static final long LOG_BYTES = 8L << 20;

    private static final int SIZE = 3;

    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    final List<Member> members = new ArrayList<>();
    final InstantSource clock;
    final SetTimes times;
    final List<SetListener> listeners = new CopyOnWriteArrayList<>();
    private final Elections elections;
    private final MemberCommands commands;
    private long term;
    private long committed;
    private BsonTimestamp newest = new BsonTimestamp(0, 0);
    private boolean closed;
    private long revision;

    private SimulatedReplicaSet(SetTimes times, InstantSource clock, long logBytes) {
        this.times = times;
        this.clock = clock;
        this.elections = new Elections(this);
        this.commands = new MemberCommands(this, elections);
        for (int id = 0; id < SIZE; id++) {
            members.add(new Member(id, System.nanoTime(), logBytes));
        }
    }

    /** Starts three members, the first of them primary. */
    public static SimulatedReplicaSet start(SetTimes times, InstantSource clock) {
        return start(times, clock, LOG_BYTES);
    }

    /**
     * The same.
     *
     * @param logBytes how much of what was written a member remembers, as {@code --oplogSize}: one
     *     that comes back after more than that is made anew from the primary
     */
    public static SimulatedReplicaSet start(SetTimes times, InstantSource clock, long logBytes) {
        SimulatedReplicaSet set = new SimulatedReplicaSet(times, clock, logBytes);
        set.lock.lock();
        try {
            for (Member member : set.members) {
                set.listen(member);
                member.host = "127.0.0.1:" + member.port;
                Replication.follow(set, member);
            }
            set.elections.elect(set.members.getFirst());
            return set;
        } finally {
            set.lock.unlock();
        }
    }

    private void listen(Member member) {
        try {
            WireServer server =
                    new WireServer(member.port, request -> commands.answer(member, request));
            member.server = server;
            member.port = server.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many members there are. */
    public int size() {
        return SIZE;
    }

    /** The port on which a member listens when it runs. */
    public int port(int member) {
        return locked(() -> members.get(member).port);
    }

    /**
     * What the members say that they are called; clients connect to these names.
     *
     * @param hosts name and port of each member
     */
    public void advertise(List<String> hosts) {
        locked(
                () -> {
                    for (Member member : members) {
                        member.host = hosts.get(member.id);
                        member.topologyChanged();
                    }
                    news();
                    return hosts;
                });
    }

    /** What the members say that they are called. */
    public List<String> hosts() {
        return locked(() -> members.stream().map(member -> member.host).toList());
    }

    /** Tells from now on what happens. */
    public void listen(SetListener listener) {
        listeners.add(listener);
    }

    /** The member that takes writes. */
    public OptionalInt primary() {
        return locked(
                () -> primaryMember().map(m -> OptionalInt.of(m.id)).orElse(OptionalInt.empty()));
    }

    /** What a member is. */
    public MemberState state(int member) {
        return locked(() -> members.get(member).state);
    }

    /** Waits for a primary; empty when there is none within the limit. */
    public OptionalInt awaitPrimary(Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (primaryMember().isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return primary();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a member's process at once; nothing that it did not pass on is known to the others. */
    public void kill(int id) {
        WireServer server =
                locked(
                                () -> {
                                    Member member = members.get(id);
                                    WireServer running = member.server;
                                    member.server = null;
                                    if (member.isRunning()) {
                                        elections.died(member);
                                    }
                                    return running == null
                                            ? Optional.<WireServer>empty()
                                            : Optional.of(running);
                                })
                        .orElse(null);
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts a member's process again, with its data, as a secondary. */
    public void revive(int id) {
        locked(
                () -> {
                    Member member = members.get(id);
                    if (!member.isRunning()) {
                        member.process = new ObjectId();
                        member.topologyCounter = 0;
                        listen(member);
                        elections.revived(member);
                    }
                    return id;
                });
    }

    /** How long a member waits before it does what the primary did. */
    public void lag(int id, Duration lag) {
        locked(
                () -> {
                    members.get(id).lag = lag;
                    news();
                    return id;
                });
    }

    /** Lets every member stand for election again. */
    public void unfreeze() {
        locked(
                () -> {
                    members.forEach(member -> member.electableAt = System.nanoTime());
                    elections.call();
                    return true;
                });
    }

    /** Lets everybody who waits look again. */
    void news() {
        revision++;
        changed.signalAll();
    }

    /** Waits for news, so long at most. */
    void awaitNews(long nanos) throws InterruptedException {
        long seen = revision;
        long left = nanos;
        while (seen == revision && left > 0) {
            left = changed.awaitNanos(left);
        }
    }

    long term() {
        return term;
    }

    void nextTerm() {
        term++;
    }

    boolean isClosed() {
        return closed;
    }

    Optional<Member> primaryMember() {
        return members.stream().filter(Member::isPrimary).findFirst();
    }

    int majority() {
        return SIZE / 2 + 1;
    }

    long running() {
        return members.stream().filter(Member::isRunning).count();
    }

    /** How many members have an entry of the primary; what is dropped already a majority had. */
    long copies(LogEntry entry) {
        return members.stream()
                .map(member -> member.data.log())
                .filter(log -> log.cut() >= entry.index() || log.has(entry))
                .count();
    }

    /** Drops what nobody is likely to ask for again: never what no majority has. */
    void trim() {
        primaryMember().ifPresent(primary -> committed = Math.max(committed, common(primary)));
        members.stream()
                .filter(Member::isRunning)
                .forEach(member -> member.data.log().trim(committed));
    }

    /** How far a majority has what the primary has. */
    private long common(Member primary) {
        OperationLog newest = primary.data.log();
        return members.stream()
                .map(member -> member.data.log().common(newest).orElse(0))
                .sorted(Comparator.reverseOrder())
                .skip(majority() - 1L)
                .findFirst()
                .orElse(0L);
    }

    /** How many writes a member remembers. */
    public int remembered(int member) {
        return locked(() -> members.get(member).data.log().size());
    }

    /** Seconds, and a number within the second. */
    BsonTimestamp tick() {
        Instant now = clock.instant();
        int second = Math.toIntExact(now.getEpochSecond());
        newest =
                second > newest.getTime()
                        ? new BsonTimestamp(second, 1)
                        : new BsonTimestamp(newest.getTime(), newest.getInc() + 1);
        return newest;
    }

    BsonTimestamp newest() {
        return newest;
    }

    <T> T locked(java.util.function.Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        for (int id = 0; id < SIZE; id++) {
            kill(id);
        }
        elections.close();
        locked(
                () -> {
                    closed = true;
                    news();
                    members.forEach(member -> member.data.close());
                    return true;
                });
    }
}
