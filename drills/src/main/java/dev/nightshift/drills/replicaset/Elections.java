package dev.nightshift.drills.replicaset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Who becomes primary and who stops being it, timed as
 * https://www.mongodb.com/docs/manual/core/replica-set-elections/ says. Everything but the clock's
 * tasks runs under the set's lock.
 */
final class Elections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Elections.class);

    /** {@code electionTimeoutOffsetLimitFraction} of a mongod. */
    private static final double OFFSET_LIMIT = 0.15;

    private final SimulatedReplicaSet set;
    private final Random offsets = new Random(1);
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("mongo-elections").factory());

    Elections(SimulatedReplicaSet set) {
        this.set = set;
    }

    /** Calls an election after the timeout. */
    void call() {
        long timeout = set.times.electionTimeout().toNanos();
        after(timeout + (long) (timeout * OFFSET_LIMIT * offsets.nextDouble()), this::hold);
    }

    private void after(long nanos, Runnable task) {
        if (!clock.isShutdown()) {
            var _ =
                    clock.schedule(
                            () -> {
                                set.lock.lock();
                                try {
                                    task.run();
                                } finally {
                                    set.lock.unlock();
                                }
                            },
                            nanos,
                            TimeUnit.NANOSECONDS);
        }
    }

    // A member gets votes only from those that are not ahead of it: the one that is ahead of all
    // wins in the end.
    private void hold() {
        if (set.primaryMember().isPresent() || set.running() < set.majority()) {
            return;
        }
        Comparator<Member> freshest =
                Comparator.comparingLong(Elections::lastTerm)
                        .thenComparingLong(member -> member.data.log().lastIndex());
        Comparator<Member> order =
                freshest.thenComparing(
                        Comparator.comparingInt((Member member) -> member.id).reversed());
        Optional<Member> ahead = set.members.stream().filter(Member::isRunning).max(freshest);
        Optional<Member> winner =
                set.members.stream()
                        .filter(Member::isRunning)
                        .filter(member -> member.electableAt - System.nanoTime() <= 0)
                        .filter(member -> freshest.compare(member, ahead.orElseThrow()) >= 0)
                        .max(order);
        winner.ifPresentOrElse(this::elect, this::call);
    }

    private static long lastTerm(Member member) {
        return member.data.log().last().map(LogEntry::term).orElse(0L);
    }

    /** Makes it primary. */
    void elect(Member winner) {
        set.nextTerm();
        winner.state = MemberState.PRIMARY;
        winner.steppingDown = false;
        for (Member member : set.members) {
            member.knownPrimary = winner.id;
            member.topologyChanged();
        }
        log.atInfo().addKeyValue("member", winner.id).log("elected in term {}", set.term());
        set.listeners.forEach(listener -> listener.elected(winner.id, set.term()));
        set.news();
    }

    /** It did so: open connections stay, as from 4.2 on. */
    void stepDown(Member primary, Duration unelectable, boolean handoff) {
        primary.state = MemberState.SECONDARY;
        primary.steppingDown = false;
        primary.electableAt = System.nanoTime() + unelectable.toNanos();
        for (Member member : set.members) {
            member.knownPrimary = -1;
            member.topologyChanged();
        }
        log.atInfo().addKeyValue("member", primary.id).log("stepped down");
        set.listeners.forEach(listener -> listener.steppedDown(primary.id));
        if (handoff) {
            after(set.times.handoff().toNanos(), this::hold);
        } else {
            call();
        }
        set.news();
    }

    /** Its process ended. The others notice when no sign of life came for the timeout. */
    void died(Member member) {
        boolean wasPrimary = member.isPrimary();
        member.state = MemberState.DOWN;
        member.steppingDown = false;
        member.cursors.clear();
        if (wasPrimary) {
            call();
        } else {
            loseMajority();
        }
        set.news();
    }

    private void loseMajority() {
        if (set.running() >= set.majority()) {
            return;
        }
        after(
                set.times.electionTimeout().toNanos(),
                () ->
                        set.primaryMember()
                                .filter(primary -> set.running() < set.majority())
                                .ifPresent(primary -> stepDown(primary, Duration.ZERO, false)));
    }

    /** Its process is there again. */
    void revived(Member member) {
        member.state = MemberState.SECONDARY;
        member.electableAt = System.nanoTime();
        member.knownPrimary = set.primaryMember().map(primary -> primary.id).orElse(-1);
        if (set.primaryMember().isEmpty()) {
            call();
        }
        set.news();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
