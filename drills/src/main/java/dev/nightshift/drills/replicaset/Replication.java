package dev.nightshift.drills.replicaset;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

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
        if (member.data.last().isPresent() && !source.has(member.data.last().get())) {
            rollBack(source);
            return;
        }
        member.state = MemberState.SECONDARY;
        Optional<LogEntry> next = source.entry(member.data.lastIndex() + 1);
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
        set.news();
    }

    private void rollBack(MemberData source) {
        long common = member.data.common(source);
        long lost = member.data.lastIndex() - common;
        member.state = MemberState.ROLLBACK;
        member.topologyChanged();
        member.data.rollBack(common);
        member.state = MemberState.SECONDARY;
        member.topologyChanged();
        log.atWarn().addKeyValue("member", member.id).log("{} writes are rolled back", lost);
        set.listeners.forEach(listener -> listener.rolledBack(member.id, Math.toIntExact(lost)));
        set.news();
    }
}
