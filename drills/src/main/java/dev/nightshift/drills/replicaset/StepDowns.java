package dev.nightshift.drills.replicaset;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The commands that make a member stop being primary, as
 * https://www.mongodb.com/docs/manual/reference/command/replSetStepDown/ has them: writes are
 * refused at once, an electable secondary is given time to catch up, and then nominated.
 */
final class StepDowns {
    private static final int DEFAULT_CATCH_UP_SECONDS = 10;
    private static final int BAD_VALUE = 2;

    private final SimulatedReplicaSet set;
    private final Elections elections;

    StepDowns(SimulatedReplicaSet set, Elections elections) {
        this.set = set;
        this.elections = elections;
    }

    BsonDocument stepDown(Member member, BsonDocument asked)
            throws IOException, InterruptedException {
        Duration unelectable = Duration.ofSeconds(asked.getNumber("replSetStepDown").longValue());
        boolean force = asked.getBoolean("force", BsonBoolean.FALSE).getValue();
        long catchUp =
                asked.getNumber(
                                "secondaryCatchUpPeriodSecs",
                                new BsonInt32(force ? 0 : DEFAULT_CATCH_UP_SECONDS))
                        .longValue();
        if (unelectable.toSeconds() < catchUp) {
            return Refusals.error(
                    BAD_VALUE,
                    "BadValue",
                    "stepdown period must be longer than secondaryCatchUpPeriodSecs");
        }
        set.lock.lockInterruptibly();
        try {
            if (!member.isPrimary() || member.steppingDown) {
                return Refusals.notPrimary(member, false);
            }
            member.steppingDown = true;
            boolean caughtUp = awaitSuccessor(member, TimeUnit.SECONDS.toNanos(catchUp));
            if (!member.isRunning()) {
                throw new IOException("the process ended");
            }
            if (!member.isPrimary()) {
                return Refusals.notPrimary(member, false);
            }
            if (!caughtUp && !force) {
                member.steppingDown = false;
                return Refusals.notCaughtUp();
            }
            elections.stepDown(member, unelectable, caughtUp);
            return new BsonDocument("ok", new BsonDouble(1));
        } finally {
            set.lock.unlock();
        }
    }

    private boolean awaitSuccessor(Member primary, long nanos) throws InterruptedException {
        long left = nanos;
        while (primary.isPrimary() && !hasSuccessor(primary) && left > 0) {
            left = set.changed.awaitNanos(left);
        }
        return primary.isPrimary() && hasSuccessor(primary);
    }

    private boolean hasSuccessor(Member primary) {
        return set.running() >= set.majority()
                && set.members.stream()
                        .filter(member -> member != primary && member.isRunning())
                        .filter(member -> member.electableAt - System.nanoTime() <= 0)
                        .anyMatch(
                                member ->
                                        member.data.log().lastIndex()
                                                == primary.data.log().lastIndex());
    }

    /** {@code replSetFreeze}: 0 lets it stand for election again. */
    BsonDocument freeze(Member member, BsonDocument asked) {
        long seconds = asked.getNumber("replSetFreeze").longValue();
        return set.locked(
                () -> {
                    member.electableAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                    if (set.primaryMember().isEmpty()) {
                        elections.call();
                    }
                    return new BsonDocument("ok", new BsonDouble(1));
                });
    }
}
