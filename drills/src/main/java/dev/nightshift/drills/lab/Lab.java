package dev.nightshift.drills.lab;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.AppliedFaults;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.NetworkFault;
import dev.nightshift.drills.faults.Servers;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.proxy.FaultProxy;
import dev.nightshift.drills.replicaset.SetTimes;
import dev.nightshift.drills.replicaset.SimulatedReplicaSet;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.servers.EmbeddedRedis;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A private stack: a real redis-server and a MongoDB replica set of three, each behind a proxy.
 * What it holds is gone with it. Thread-safe.
 */
public final class Lab implements Target {
    private static final InetSocketAddress ANY =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final Path dir;
    private final SetTimes times;
    private final LabMongo mongo;
    private final LabRedis redis;
    private final List<FaultProxy> members = new ArrayList<>();
    private final FaultProxy redisProxy;
    private final String redisText;
    private final AppliedFaults applied = new AppliedFaults();
    private final Servers servers;
    private final LabFaults faults;

    private Lab(Path dir, SetTimes times, LabMongo mongo, LabRedis redis)
            throws IOException, InterruptedException {
        this.dir = dir;
        this.times = times;
        this.mongo = mongo;
        this.redis = redis;
        this.redisText = redis.description();
        this.redisProxy = new FaultProxy(ANY, redis.address());
        try {
            for (InetSocketAddress member : mongo.members()) {
                members.add(new FaultProxy(ANY, member));
            }
            mongo.begin(members.stream().map(FaultProxy::address).toList());
        } catch (IOException | InterruptedException | RuntimeException failed) {
            redisProxy.close();
            members.forEach(FaultProxy::close);
            throw failed;
        }
        this.servers =
                new Servers(
                        redisProxy,
                        members,
                        IntStream.range(0, members.size()).mapToObj(Servers::numbered).toList(),
                        this::roles);
        this.faults = new LabFaults(mongo, redis, applied, servers);
    }

    /**
     * Starts the servers.
     *
     * @param dir for their files; private to this lab
     * @throws NightshiftException STACK_UNAVAILABLE when one of them does not start
     */
    public static Lab start(Path dir, LabSettings settings) {
        LabRedis redis = null;
        LabMongo mongo = null;
        try {
            redis =
                    new LabRedis(
                            EmbeddedRedis.start(
                                    dir.resolve("redis"),
                                    dir.resolve("bin"),
                                    UUID.randomUUID().toString()));
            mongo =
                    settings.mongod().isPresent()
                            ? MongodSet.start(
                                    dir.resolve("mongodb"),
                                    settings.mongod().get(),
                                    settings.times())
                            : new SimulatedMongo(
                                    SimulatedReplicaSet.start(settings.times(), settings.clock()));
            return new Lab(dir, settings.times(), mongo, redis);
        } catch (IOException e) {
            close(redis, mongo);
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE,
                    "The lab in %s did not start.".formatted(dir),
                    "The log says why.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(redis, mongo);
            throw new NightshiftException(
                    FailureCode.STACK_UNAVAILABLE, "Interrupted while the lab started.", "", e);
        } catch (RuntimeException e) {
            close(redis, mongo);
            throw e;
        }
    }

    private static void close(
            @org.jspecify.annotations.Nullable LabRedis redis,
            @org.jspecify.annotations.Nullable LabMongo mongo) {
        if (mongo != null) {
            mongo.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    public List<String> firstLines() {
        return List.of(
                "A lab of its own, with generated companies; no configured server was touched.",
                mongo.description(),
                "Its elections are called after %s s without a primary; MongoDB's default is 10 s."
                        .formatted(
                                BigDecimal.valueOf(times.electionTimeout().toMillis(), 3)
                                        .stripTrailingZeros()
                                        .toPlainString()),
                redisText);
    }

    @Override
    public boolean simulated() {
        return mongo.simulated();
    }

    @Override
    public String mongoUri() {
        return "mongodb://%s/nightshift?replicaSet=%s"
                .formatted(
                        members.stream()
                                .map(FaultProxy::address)
                                .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort())
                                .collect(Collectors.joining(",")),
                        mongo.setName());
    }

    @Override
    public String redisUri() {
        return redis.uri(redisProxy.address());
    }

    @Override
    public Map<String, String> undo(FaultRequest request) {
        return Undo.endServers(dir);
    }

    @Override
    public Set<String> faults() {
        return Stream.concat(
                        Arrays.stream(NetworkFault.values()).map(NetworkFault::wire),
                        Arrays.stream(ServerFault.values())
                                .filter(
                                        fault ->
                                                mongo.simulated() || fault != ServerFault.MONGO_LAG)
                                .map(ServerFault::wire))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Applied inject(FaultRequest request) {
        if (!faults().contains(request.name())) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "The lab knows no fault '%s'.".formatted(request.name()),
                    "It knows %s."
                            .formatted(String.join(", ", faults().stream().sorted().toList())));
        }
        try {
            var ofTheNetwork = NetworkFault.named(request.name());
            return ofTheNetwork.isPresent()
                    ? servers.disturb(ofTheNetwork.get(), request, applied)
                    : faults.inject(ServerFault.named(request.name()).orElseThrow(), request);
        } catch (IOException e) {
            throw failed(request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(request, e);
        }
    }

    private static NightshiftException failed(FaultRequest request, Exception cause) {
        return new NightshiftException(
                FailureCode.FAULT_FAILED,
                "The fault %s could not be done.".formatted(request.name()),
                "The log says why.",
                cause);
    }

    private Servers.Roles roles() {
        OptionalInt primary = mongo.primary();
        return new Servers.Roles(
                primary,
                IntStream.range(0, members.size())
                        .filter(member -> primary.isPresent() && member != primary.getAsInt())
                        .boxed()
                        .toList());
    }

    @Override
    public Set<String> servers() {
        return servers.names();
    }

    @Override
    public void close() {
        applied.close();
        redisProxy.close();
        members.forEach(FaultProxy::close);
        close(redis, mongo);
    }
}
