package dev.nightshift.drills.lab;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.AppliedFaults;
import dev.nightshift.drills.faults.Arguments;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.Servers;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.redis.RedisControl;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Faults of the lab's servers, as the lab can do them: it started the servers itself. */
final class LabFaults {
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    private final LabMongo mongo;
    private final LabRedis redis;
    private final AppliedFaults applied;
    private final Servers servers;

    LabFaults(LabMongo mongo, LabRedis redis, AppliedFaults applied, Servers servers) {
        this.mongo = mongo;
        this.redis = redis;
        this.applied = applied;
        this.servers = servers;
    }

    Applied inject(ServerFault fault, FaultRequest request)
            throws IOException, InterruptedException {
        Arguments given = new Arguments(request, fault.arguments());
        return switch (fault) {
            case MONGO_STEP_DOWN -> {
                String who = servers.toldPrimary();
                mongo.stepDown(
                        Duration.ofSeconds(given.whole("unelectableSeconds", 60, 11, 3_600)),
                        given.flag("force"));
                yield add(fault, who, mongo::unfreeze);
            }
            case MONGO_KILL_PRIMARY -> {
                int primary = primary();
                mongo.kill(primary);
                yield add(fault, servers.told(List.of(primary)), () -> mongo.revive(primary));
            }
            case MONGO_LOSE_MAJORITY -> loseMajority(fault);
            case MONGO_LAG -> lag(fault, given);
            case REDIS_CLIENT_PAUSE -> pause(fault, given);
            case REDIS_KILL -> {
                redis.kill();
                yield add(fault, "redis", redis::revive);
            }
        };
    }

    private Applied add(ServerFault fault, String on, AppliedFaults.Healing healing) {
        return applied.add(fault.wire(), on, healing);
    }

    /** Who it is now. */
    private int primary() {
        return mongo.primary()
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.FAULT_FAILED,
                                        "The lab's replica set has no primary now.",
                                        "Heal what keeps it from one, and wait for an election."));
    }

    private Applied loseMajority(ServerFault fault) throws IOException, InterruptedException {
        int primary = primary();
        int[] others =
                IntStream.range(0, mongo.members().size()).filter(m -> m != primary).toArray();
        for (int member : others) {
            mongo.kill(member);
        }
        return add(
                fault,
                servers.told(Arrays.stream(others).boxed().toList()),
                () -> {
                    for (int member : others) {
                        mongo.revive(member);
                    }
                });
    }

    private Applied lag(ServerFault fault, Arguments given) {
        int count = mongo.members().size();
        Duration lag = given.millis("millis", 5_000);
        int[] late =
                given.word("member").isPresent()
                        ? new int[] {Math.toIntExact(given.whole("member", 1, 1, count)) - 1}
                        : IntStream.range(0, count).filter(m -> m != primary()).toArray();
        for (int member : late) {
            mongo.lag(member, lag);
        }
        return add(
                fault,
                servers.told(Arrays.stream(late).boxed().toList()),
                () -> {
                    for (int member : late) {
                        mongo.lag(member, Duration.ZERO);
                    }
                });
    }

    private Applied pause(ServerFault fault, Arguments given) {
        Duration pause = Duration.ofMillis(given.whole("millis", 10_000, 1, LONGEST_PAUSE_MILLIS));
        RedisControl control = RedisControl.open(redis.ownUri(), pause);
        try {
            control.pause(pause, given.flag("writesOnly"));
        } catch (NightshiftException e) {
            control.close();
            throw e;
        }
        return add(
                fault,
                "redis",
                () -> {
                    try (control) {
                        control.unpause();
                    }
                });
    }
}
