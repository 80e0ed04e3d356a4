package dev.nightshift.drills.lab;

import dev.nightshift.drills.replicaset.SimulatedReplicaSet;
import dev.nightshift.platform.addresses.AddressMap;
import dev.nightshift.platform.mongo.replicaset.ReplicaSetControl;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Three simulated members in this process. */
record SimulatedMongo(SimulatedReplicaSet set) implements LabMongo {
    @Override
    public String description() {
        return "MongoDB: a simulated replica set of three members. It proves how our software"
                + " behaves when a replica set does what MongoDB documents, never how MongoDB"
                + " behaves.";
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String setName() {
        return SimulatedReplicaSet.NAME;
    }

    @Override
    public List<InetSocketAddress> members() {
        return IntStream.range(0, set.size())
                .mapToObj(
                        member ->
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), set.port(member)))
                .toList();
    }

    @Override
    public void begin(List<InetSocketAddress> reachedAt) {
        set.advertise(
                reachedAt.stream()
                        .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort())
                        .toList());
    }

    @Override
    public OptionalInt primary() {
        return set.primary();
    }

    @Override
    public void kill(int member) {
        set.kill(member);
    }

    @Override
    public void revive(int member) {
        set.revive(member);
    }

    @Override
    public void stepDown(Duration unelectable, boolean force) {
        try (ReplicaSetControl control =
                ReplicaSetControl.open(
                        "mongodb://%s/?replicaSet=%s"
                                .formatted(String.join(",", set.hosts()), setName()),
                        AddressMap.none(),
                        Duration.ofSeconds(5))) {
            control.stepDown(unelectable, force);
        }
    }

    @Override
    public void unfreeze() {
        set.unfreeze();
    }

    @Override
    public void lag(int member, Duration lag) {
        set.lag(member, lag);
    }

    @Override
    public void close() {
        set.close();
    }
}
