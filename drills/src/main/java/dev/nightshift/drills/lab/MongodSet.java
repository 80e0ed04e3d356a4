package dev.nightshift.drills.lab;

import dev.nightshift.drills.proxy.KeptPort;
import dev.nightshift.drills.replicaset.SetTimes;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.mongo.replicaset.MemberHealth;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * Three real {@code mongod}s, as https://www.mongodb.com/docs/manual/reference/program/mongod/
 * documents them. The set knows its members by the proxies' addresses, so that a fault of the
 * network lies between the members too, as a real one does. Thread-safe.
 */
final class MongodSet implements LabMongo {
    private static final String NAME = "lab";
    private static final int SIZE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path dir;
    private final Path binary;
    private final SetTimes times;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private List<String> hosts = List.of();

    private MongodSet(Path dir, Path binary, SetTimes times) {
        this.dir = dir;
        this.binary = binary;
        this.times = times;
    }

    static MongodSet start(Path dir, Path binary, SetTimes times) throws IOException {
        MongodSet set = new MongodSet(dir, binary, times);
        try {
            for (int member = 0; member < SIZE; member++) {
                try (ServerSocket free =
                        KeptPort.listen(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
                    set.ports.add(free.getLocalPort());
                }
                set.processes.add(set.launch(member));
            }
            return set;
        } catch (IOException | RuntimeException failed) {
            set.close();
            throw failed;
        }
    }

    private Process launch(int member) throws IOException {
        Path data = PrivateFiles.directory(dir.resolve("member-" + (member + 1)));
        Path log = PrivateFiles.file(dir.resolve("member-%d.log".formatted(member + 1)));
        return new ProcessBuilder(commandLine(binary, data, ports.get(member)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    static List<String> commandLine(Path binary, Path data, int port) {
        return List.of(
                binary.toString(),
                "--replSet",
                NAME,
                "--bind_ip",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--nounixsocket",
                "--dbpath",
                data.toAbsolutePath().toString(),
                "--oplogSize",
                "128");
    }

    @Override
    public String description() {
        return "MongoDB: a replica set of three real mongods on this machine (%s)."
                .formatted(binary);
    }

    @Override
    public boolean simulated() {
        return false;
    }

    @Override
    public String setName() {
        return NAME;
    }

    @Override
    public List<InetSocketAddress> members() {
        return ports.stream()
                .map(port -> new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .toList();
    }

    @Override
    public void begin(List<InetSocketAddress> reachedAt) {
        hosts =
                reachedAt.stream()
                        .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort())
                        .toList();
        ReplicaSetControl.initiate(
                "mongodb://127.0.0.1:%d/?directConnection=true".formatted(ports.getFirst()),
                NAME,
                hosts,
                times.electionTimeout(),
                PATIENCE);
    }

    private ReplicaSetControl control() {
        return ReplicaSetControl.open(
                "mongodb://%s/?replicaSet=%s".formatted(String.join(",", hosts), NAME),
                AddressMap.none(),
                Duration.ofSeconds(5));
    }

    @Override
    public OptionalInt primary() {
        try (ReplicaSetControl control = control()) {
            List<MemberHealth> members = control.members();
            return IntStream.range(0, hosts.size())
                    .filter(
                            member ->
                                    members.stream()
                                            .anyMatch(
                                                    each ->
                                                            each.isPrimary()
                                                                    && each.host()
                                                                            .equals(
                                                                                    hosts.get(
                                                                                            member))))
                    .findFirst();
        }
    }

    @Override
    public void kill(int member) throws IOException, InterruptedException {
        try {
            processes.get(member).destroyForcibly().onExit().get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void revive(int member) throws IOException {
        if (!processes.get(member).isAlive()) {
            processes.set(member, launch(member));
        }
    }

    @Override
    public void stepDown(Duration unelectable, boolean force) {
        try (ReplicaSetControl control = control()) {
            control.stepDown(unelectable, force);
        }
    }

    @Override
    public void unfreeze() {
        try (ReplicaSetControl control = control()) {
            control.unfreeze();
        }
    }

    @Override
    public void lag(int member, Duration lag) {
        throw new NightshiftException(
                FailureCode.FAULT_FAILED,
                "A real member cannot be told to lag.",
                "Use latency in front of it.");
    }

    // Nothing in it is needed any more.
    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
