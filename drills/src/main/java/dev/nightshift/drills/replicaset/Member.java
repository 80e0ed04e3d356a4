package dev.nightshift.drills.replicaset;

import dev.nightshift.drills.replicaset.wire.WireServer;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** What is known of one member. Everything is guarded by the set's lock. */
final class Member {
    final int id;
    final MemberData data;

    /** Cursors of this life of the process: with it they end. */
    final Set<Long> cursors = new HashSet<>();

    String host = "";
    MemberState state = MemberState.SECONDARY;
    Duration lag = Duration.ZERO;
    ObjectId process = new ObjectId();
    long topologyCounter;

    /** The member that it believes to be primary; -1 for none. */
    int knownPrimary = -1;

    /** A moment of the forward clock before which it does not stand for election. */
    long electableAt;

    boolean steppingDown;
    int port;
    @Nullable WireServer server;

    Member(int id, long now, long logBytes) {
        this.id = id;
        this.data = new MemberData(logBytes);
        this.electableAt = now;
    }

    boolean isRunning() {
        return state != MemberState.DOWN;
    }

    boolean isPrimary() {
        return state == MemberState.PRIMARY;
    }

    void topologyChanged() {
        topologyCounter++;
    }
}
