package dev.nightshift.drills.live;

import dev.nightshift.drills.faults.Applied;
import dev.nightshift.drills.faults.AppliedFaults;
import dev.nightshift.drills.faults.Arguments;
import dev.nightshift.drills.faults.FaultRequest;
import dev.nightshift.drills.faults.NetworkFault;
import dev.nightshift.drills.faults.Servers;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.faults.Undo;
import dev.nightshift.drills.proxy.FaultProxy;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;
import dev.nightshift.platform.redis.RedisControl;
import dev.nightshift.platform.stack.Endpoints;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The configured servers. Faults of the network are between them and the drill's own load, through
 * proxies of this process: they hurt nobody else. Of the servers' own faults it knows those that
 * end by themselves: a step-down and a pause; it kills nothing that it did not start. Thread-safe.
 */
public final class LiveTarget implements Target {
    private static final String STEP_DOWN = "mongo-step-down";
    private static final String PAUSE = "redis-client-pause";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LONGEST_PAUSE = 60_000;
    private static final int REDIS_PORT = 6379;

    private final Endpoints endpoints;
    private final List<FaultProxy> members = new ArrayList<>();
    private final FaultProxy redis;
    private final Map<String, String> routes = new LinkedHashMap<>();
    private final Map<String, String> hosts = new HashMap<>();
    private final AppliedFaults applied = new AppliedFaults();
    private final List<String> order;
    private final Servers servers;

    private LiveTarget(Endpoints endpoints, List<MemberHealth> found) throws IOException {
        this.endpoints = endpoints;
        URI uri = URI.create(endpoints.redisUri());
        int port = uri.getPort() < 0 ? REDIS_PORT : uri.getPort();
        this.redis =
                new FaultProxy(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new InetSocketAddress(uri.getHost(), port));
        routes.put(uri.getHost() + ":" + port, "127.0.0.1:" + redis.address().getPort());
        try {
            for (MemberHealth member : found) {
                members.add(proxy(member.host()));
            }
        } catch (IOException | RuntimeException failed) {
            redis.close();
            members.forEach(FaultProxy::close);
            throw failed;
        }
        this.order = found.stream().map(MemberHealth::host).toList();
        this.servers =
                new Servers(
                        redis,
                        members,
                        IntStream.range(0, order.size())
                                .mapToObj(
                                        n -> "%s (%s)".formatted(Servers.numbered(n), order.get(n)))
                                .toList(),
                        this::roles);
    }

    /**
     * The driver maps hosts and keeps ports: each host has a loopback address of its own, which the
     * members share that run there.
     */
    private FaultProxy proxy(String member) throws IOException {
        int colon = member.lastIndexOf(':');
        String host = member.substring(0, colon);
        int port = Integer.parseInt(member.substring(colon + 1));
        String address =
                hosts.computeIfAbsent(
                        host.toLowerCase(Locale.ROOT), first -> "127.77.0." + (hosts.size() + 1));
        routes.put(member, address + ":" + port);
        return new FaultProxy(
                new InetSocketAddress(InetAddress.getByName(address), port),
                new InetSocketAddress(host, port));
    }

    /**
     * Puts proxies in front of the configured servers, for the drill's load alone.
     *
     * @throws NightshiftException MONGODB_UNAVAILABLE; FAULT_FAILED when a proxy cannot listen
     */
    public static LiveTarget open(Endpoints endpoints) {
        try {
            return new LiveTarget(endpoints, members(endpoints));
        } catch (IOException e) {
            throw new NightshiftException(
                    FailureCode.FAULT_FAILED,
                    "No proxy could be put in front of the configured servers.",
                    "Nothing was broken. The log says why.",
                    e);
        }
    }

    /**
     * The members of the configured set; empty where there is none.
     *
     * @throws NightshiftException also when this user may not ask: nobody would know whether the
     *     set stands a drill
     */
    public static List<MemberHealth> members(Endpoints endpoints) {
        try (ReplicaSetControl set =
                ReplicaSetControl.open(endpoints.mongodbUri(), AddressMap.none(), PATIENCE)) {
            return set.members();
        }
    }

    @Override
    public List<String> firstLines() {
        return List.of(
                "The configured servers, live: " + endpoints.summary(),
                members.isEmpty()
                        ? "MongoDB: no replica set."
                        : "MongoDB: a replica set of %d.".formatted(members.size()),
                "Faults of the network were between these servers and the drill's own load.");
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public String mongoUri() {
        return endpoints.mongodbUri();
    }

    @Override
    public String redisUri() {
        return endpoints.redisUri();
    }

    @Override
    public AddressMap addresses() {
        return new AddressMap(routes);
    }

    @Override
    public Set<String> faults() {
        Set<String> faults = new TreeSet<>();
        Arrays.stream(NetworkFault.values()).map(NetworkFault::wire).forEach(faults::add);
        faults.add(PAUSE);
        if (members.size() > 1) {
            faults.add(STEP_DOWN);
        }
        return faults;
    }

    @Override
    public Map<String, String> undo(FaultRequest request) {
        return switch (request.name()) {
            case STEP_DOWN -> Undo.mongoUnfreeze(endpoints.mongodbUri());
            case PAUSE -> Undo.redisUnpause(endpoints.redisUri());
            default -> Undo.nothing();
        };
    }

    @Override
    public Applied inject(FaultRequest request) {
        return switch (request.name()) {
            case STEP_DOWN -> stepDown(request);
            case PAUSE -> pause(request);
            default ->
                    servers.disturb(
                            NetworkFault.named(request.name())
                                    .orElseThrow(
                                            () ->
                                                    new NightshiftException(
                                                            FailureCode.USAGE,
                                                            "A live drill knows no fault '%s'."
                                                                    .formatted(request.name()),
                                                            "It knows %s."
                                                                    .formatted(
                                                                            String.join(
                                                                                    ", ",
                                                                                    faults())))),
                            request,
                            applied);
        };
    }

    private Applied stepDown(FaultRequest request) {
        Arguments given = new Arguments(request, Set.of("unelectableSeconds", "force"));
        String who = servers.toldPrimary();
        try (ReplicaSetControl set =
                ReplicaSetControl.open(endpoints.mongodbUri(), AddressMap.none(), PATIENCE)) {
            set.stepDown(
                    Duration.ofSeconds(given.whole("unelectableSeconds", 60, 11, 3_600)),
                    given.flag("force"));
        }
        return applied.add(STEP_DOWN, who, () -> Undo.run(undo(request)));
    }

    private Applied pause(FaultRequest request) {
        Arguments given = new Arguments(request, Set.of("millis", "writesOnly"));
        Duration pause = Duration.ofMillis(given.whole("millis", 10_000, 1, LONGEST_PAUSE));
        try (RedisControl control = RedisControl.open(endpoints.redisUri(), pause)) {
            control.pause(pause, given.flag("writesOnly"));
        }
        return applied.add(PAUSE, "redis", () -> Undo.run(undo(request)));
    }

    /** Asked past the proxies: a fault in front of a member hides nobody's role. */
    private Servers.Roles roles() {
        Map<String, MemberHealth> now = new HashMap<>();
        members(endpoints).forEach(member -> now.put(member.host(), member));
        return new Servers.Roles(
                IntStream.range(0, order.size())
                        .filter(member -> is(now, member, "PRIMARY"))
                        .findFirst(),
                IntStream.range(0, order.size())
                        .filter(member -> is(now, member, "SECONDARY"))
                        .boxed()
                        .toList());
    }

    private boolean is(Map<String, MemberHealth> now, int member, String state) {
        MemberHealth known = now.get(order.get(member));
        return known != null && known.healthy() && known.state().equals(state);
    }

    @Override
    public Set<String> servers() {
        return servers.names();
    }

    @Override
    public void close() {
        applied.close();
        redis.close();
        members.forEach(FaultProxy::close);
    }
}
