package dev.nightshift.drills.replicaset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.OptionalLong;

/** A secondary that follows the primary, entry by entry, as late as its lag says. */
final class Replication implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Replication.class);

    private final SimulatedReplicaSet set;
    private final Member member;

    private Replication(SimulatedReplicaSet set, Member member) {
        this.set = set;
        this.member = member;
    }

    static void follow(SimulatedReplicaSet set, Member member) {
        Thread.ofVirtual().name("mongo-replication").start(new Replication(set, member));
    }

    @Override
    public void run() {
        set.lock.lock();
        try {
            while (!set.isClosed()) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            set.lock.unlock();
        }
    }

    private void step() throws InterruptedException {
        Optional<Member> primary = set.primaryMember();
        if (!member.isRunning() || primary.isEmpty() || primary.get() == member) {
            set.awaitNews(Long.MAX_VALUE);
            return;
        }
        MemberData source = primary.get().data;
        Optional<LogEntry> newest = member.data.log().last();
        if (member.data.log().lastIndex() < source.log().cut()
                || newest.filter(entry -> !source.log().has(entry)).isPresent()) {
            agree(source);
            return;
        }
        member.state = MemberState.SECONDARY;
        Optional<LogEntry> next = source.log().entry(member.data.log().lastIndex() + 1);
        if (next.isEmpty()) {
            set.awaitNews(Long.MAX_VALUE);
            return;
        }
        long wait = next.get().nanos() + member.lag.toNanos() - System.nanoTime();
        if (wait > 0) {
            set.awaitNews(wait);
            return;
        }
        member.data.apply(next.get());
        set.trim();
        set.news();
    }

    /** Takes back what only it had; where the logs have nothing in common any more, all of it. */
    private void agree(MemberData source) {
        OptionalLong common = member.data.log().common(source.log());
        if (common.isEmpty() || !isRolledBack(common.getAsLong())) {
            resynchronise(source);
        }
        set.news();
    }

    private boolean isRolledBack(long common) {
        long lost = member.data.log().lastIndex() - common;
        as(MemberState.ROLLBACK);
        boolean done = member.data.rollBack(common);
        as(MemberState.SECONDARY);
        if (done) {
            log.atWarn().addKeyValue("member", member.id).log("{} writes are rolled back", lost);
            set.listeners.forEach(
                    listener -> listener.rolledBack(member.id, Math.toIntExact(lost)));
        }
        return done;
    }

    private void resynchronise(MemberData source) {
        as(MemberState.STARTUP2);
        member.cursors.clear();
        member.data.copy(source);
        as(MemberState.SECONDARY);
        log.atWarn().addKeyValue("member", member.id).log("too far behind: synchronised anew");
        set.listeners.forEach(listener -> listener.resynchronised(member.id));
    }

    private void as(MemberState state) {
        member.state = state;
        member.topologyChanged();
    }
}
