package dev.nightshift.platform.mongo.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Updates;

import dev.nightshift.drills.replicaset.MemberState;
import dev.nightshift.drills.replicaset.SetListener;
import dev.nightshift.drills.replicaset.SetTimes;
import dev.nightshift.drills.replicaset.SimulatedReplicaSet;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class SimulatedReplicaSetIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration FAR = Duration.ofHours(1);

    private final SimulatedReplicaSet set =
            SimulatedReplicaSet.start(
                    SetTimes.withElectionTimeout(Duration.ofMillis(500)), InstantSource.system());
    private final CompletableFuture<Integer> rolledBack = new CompletableFuture<>();
    private MongoClient client = client("");

    private MongoClient client(String options) {
        String hosts =
                IntStream.range(0, set.size())
                        .mapToObj(member -> "127.0.0.1:" + set.port(member))
                        .collect(Collectors.joining(","));
        return MongoClients.create(
                MongoClientSettings.builder()
                        .applyConnectionString(
                                new ConnectionString(
                                        "mongodb://%s/?replicaSet=%s%s"
                                                .formatted(
                                                        hosts, SimulatedReplicaSet.NAME, options)))
                        .build());
    }

    @BeforeEach
    void listen() {
        set.listen(
                new SetListener() {
                    @Override
                    public void rolledBack(int member, int writes) {
                        rolledBack.complete(writes);
                    }
                });
    }

    @AfterEach
    void close() {
        client.close();
        set.close();
    }

    private MongoDatabase database() {
        return client.getDatabase("shop");
    }

    private MongoCollection<Document> orders() {
        return database().getCollection("orders");
    }

    private static Document order(int number) {
        return new Document("_id", number).append("note", "of " + number);
    }

    @Test
    void aDriverFindsAPrimaryAndTwoSecondaries() {
        orders().insertOne(order(1));

        assertThat(client.getClusterDescription().getShortDescription())
                .contains("REPLICA_SET")
                .contains("REPLICA_SET_PRIMARY")
                .contains("REPLICA_SET_SECONDARY");
        Document status =
                client.getDatabase("admin").runCommand(new Document("replSetGetStatus", 1));
        assertThat(status.getList("members", Document.class))
                .extracting(member -> member.getString("stateStr"))
                .containsExactly("PRIMARY", "SECONDARY", "SECONDARY");
        assertThat(client.getDatabase("admin").runCommand(new Document("replSetGetConfig", 1)))
                .containsKey("config");
    }

    @Test
    void whatTheMajorityHasIsReadFromASecondary() {
        MongoCollection<Document> durable = orders().withWriteConcern(WriteConcern.MAJORITY);
        durable.createIndex(new Document("note", 1), new IndexOptions().unique(true));
        durable.insertMany(IntStream.range(0, 300).mapToObj(i -> order(i)).toList());
        durable.updateMany(Filters.lt("_id", 10), Updates.set("late", true));
        durable.deleteOne(Filters.eq("_id", 299));
        durable.withWriteConcern(WriteConcern.W3).insertOne(order(1000));

        MongoCollection<Document> secondary =
                orders().withReadPreference(ReadPreference.secondary());
        List<Document> found = secondary.find().batchSize(50).into(new ArrayList<>());

        assertThat(found).hasSize(300);
        assertThat(secondary.countDocuments(Filters.eq("late", true))).isEqualTo(10);
        assertThat(found).isEqualTo(orders().find().into(new ArrayList<>()));
    }

    @Test
    void aStepDownIsSurvivedByRetryableWritesAndNothingIsDoneTwice() throws Exception {
        orders().insertOne(order(0).append("count", 0));
        int before = set.primary().orElseThrow();
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 400; i++) {
                                orders().updateOne(Filters.eq("_id", 0), Updates.inc("count", 1));
                            }
                        });

        Document answer =
                client.getDatabase("admin").runCommand(new Document("replSetStepDown", 60));

        assertThat(answer.getDouble("ok")).isEqualTo(1);
        writer.get(60, TimeUnit.SECONDS);
        assertThat(set.primary().orElseThrow()).isNotEqualTo(before);
        assertThat(orders().find().first()).containsEntry("count", 400);
    }

    @Test
    void aPrimaryThatDiesIsReplacedAndARetriedInsertIsNotAppliedTwice() throws Exception {
        MongoCollection<Document> durable = orders().withWriteConcern(WriteConcern.MAJORITY);
        durable.insertOne(order(0).append("count", 0));
        CompletableFuture<Void> half = new CompletableFuture<>();
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 1; i <= 300; i++) {
                                durable.insertOne(new Document("n", i));
                                durable.updateOne(Filters.eq("_id", 0), Updates.inc("count", 1));
                                if (i == 100) {
                                    half.complete(null);
                                }
                            }
                        });
        half.get(60, TimeUnit.SECONDS);

        set.kill(set.primary().orElseThrow());
        writer.get(30, TimeUnit.SECONDS);

        assertThat(durable.countDocuments(Filters.exists("n"))).isEqualTo(300);
        assertThat(durable.find(Filters.eq("_id", 0)).first()).containsEntry("count", 300);
    }

    @Test
    void aWriteOnlyThePrimaryHadIsLostWithItAndOneTheMajorityHadIsNot() throws Exception {
        orders().withWriteConcern(WriteConcern.W3).insertOne(order(1));
        int dead = set.primary().orElseThrow();
        set.lag((dead + 1) % 3, FAR);
        set.lag((dead + 2) % 3, FAR);
        orders().withWriteConcern(WriteConcern.W1).insertOne(order(2));
        assertThatThrownBy(
                        () ->
                                orders().withWriteConcern(
                                                WriteConcern.MAJORITY.withWTimeout(
                                                        100, TimeUnit.MILLISECONDS))
                                        .insertOne(order(3)))
                .isInstanceOf(MongoWriteConcernException.class)
                .satisfies(e -> assertThat(((MongoException) e).getCode()).isEqualTo(64));

        set.kill(dead);
        set.lag((dead + 1) % 3, Duration.ZERO);
        set.lag((dead + 2) % 3, Duration.ZERO);
        assertThat(set.awaitPrimary(LIMIT).orElseThrow()).isNotEqualTo(dead);
        orders().withWriteConcern(WriteConcern.MAJORITY).insertOne(order(4));
        set.revive(dead);
        assertThat(rolledBack.get(60, TimeUnit.SECONDS)).isEqualTo(2);
        orders().withWriteConcern(WriteConcern.W3).insertOne(order(5));

        assertThat(orders().find().map(found -> found.getInteger("_id")).into(new ArrayList<>()))
                .containsExactly(1, 4, 5);
        try (MongoClient direct =
                MongoClients.create(
                        "mongodb://127.0.0.1:%d/?directConnection=true"
                                .formatted(set.port(dead)))) {
            assertThat(
                            direct.getDatabase("shop")
                                    .getCollection("orders")
                                    .find()
                                    .map(found -> found.getInteger("_id"))
                                    .into(new ArrayList<>()))
                    .containsExactly(1, 4, 5);
        }
    }

    @Test
    void withoutAMajorityThePrimaryStepsDownAndReadsGoOn() throws Exception {
        orders().withWriteConcern(WriteConcern.W3).insertOne(order(1));
        int last = set.primary().orElseThrow();
        CompletableFuture<Integer> steppedDown = new CompletableFuture<>();
        set.listen(
                new SetListener() {
                    @Override
                    public void steppedDown(int member) {
                        steppedDown.complete(member);
                    }
                });

        set.kill((last + 1) % 3);
        set.kill((last + 2) % 3);

        assertThat(steppedDown.get(60, TimeUnit.SECONDS)).isEqualTo(last);
        client.close();
        client = client("&serverSelectionTimeoutMS=300");
        assertThat(orders().withReadPreference(ReadPreference.primaryPreferred()).find())
                .hasSize(1);
        assertThatThrownBy(() -> orders().insertOne(order(2))).isInstanceOf(MongoException.class);
        set.revive((last + 1) % 3);
        set.awaitPrimary(LIMIT);
        client.close();
        client = client("");
        orders().withWriteConcern(WriteConcern.MAJORITY).insertOne(order(3));
        assertThat(orders().countDocuments()).isEqualTo(2);
    }

    @Test
    void aSecondaryRefusesWritesAndReadsThatWantAPrimary() {
        orders().withWriteConcern(WriteConcern.W3).insertOne(order(1));
        int secondary = (set.primary().orElseThrow() + 1) % 3;
        try (MongoClient direct =
                MongoClients.create(
                        "mongodb://127.0.0.1:%d/?directConnection=true&retryWrites=false"
                                .formatted(set.port(secondary)))) {
            MongoDatabase there = direct.getDatabase("shop");

            assertThatThrownBy(() -> there.getCollection("orders").insertOne(order(2)))
                    .isInstanceOf(MongoException.class)
                    .satisfies(e -> assertThat(((MongoException) e).getCode()).isEqualTo(10107));
            assertThat(there.runCommand(new Document("hello", 1)).getBoolean("secondary")).isTrue();
        }
    }

    @Test
    void aStepDownWithoutASuccessorIsRefusedUnlessForced() {
        orders().withWriteConcern(WriteConcern.W3).insertOne(order(1));
        int primary = set.primary().orElseThrow();
        set.lag((primary + 1) % 3, FAR);
        set.lag((primary + 2) % 3, FAR);
        orders().withWriteConcern(WriteConcern.W1).insertOne(order(2));
        MongoDatabase admin = client.getDatabase("admin");

        assertThatThrownBy(
                        () ->
                                admin.runCommand(
                                        new Document("replSetStepDown", 60)
                                                .append("secondaryCatchUpPeriodSecs", 0)))
                .isInstanceOf(MongoCommandException.class)
                .satisfies(e -> assertThat(((MongoException) e).getCode()).isEqualTo(262));
        assertThat(set.primary().orElseThrow()).isEqualTo(primary);
        admin.runCommand(new Document("replSetStepDown", 60).append("force", true));
        assertThat(set.state(primary)).isEqualTo(MemberState.SECONDARY);
    }

    @Test
    void aMemberThatWasAwayForTooLongIsMadeAnew() throws Exception {
        SetTimes times = SetTimes.withElectionTimeout(Duration.ofMillis(500));
        CompletableFuture<Integer> made = new CompletableFuture<>();
        try (SimulatedReplicaSet small =
                SimulatedReplicaSet.start(times, InstantSource.system(), 32_000)) {
            small.listen(
                    new SetListener() {
                        @Override
                        public void resynchronised(int member) {
                            made.complete(member);
                        }
                    });
            int away = (small.primary().orElseThrow() + 1) % 3;
            String members =
                    IntStream.range(0, small.size())
                            .mapToObj(member -> "127.0.0.1:" + small.port(member))
                            .collect(Collectors.joining(","));
            try (MongoClient own =
                    MongoClients.create(
                            "mongodb://%s/?replicaSet=%s&w=majority"
                                    .formatted(members, SimulatedReplicaSet.NAME))) {
                MongoCollection<Document> orders = own.getDatabase("shop").getCollection("orders");
                var _ =
                        orders.createIndex(
                                new Document("note", 1), new IndexOptions().unique(true));
                orders.insertOne(order(0));
                orders.withWriteConcern(WriteConcern.W3).insertOne(order(1));
                small.kill(away);
                for (int number = 2; number < 1_500; number++) {
                    orders.insertOne(order(number));
                }
                var _ = orders.deleteOne(Filters.eq("_id", 0));
                assertThat(small.remembered(small.primary().orElseThrow())).isLessThan(100);

                small.revive(away);

                assertThat(made.get(20, TimeUnit.SECONDS)).isEqualTo(away);
                orders.withWriteConcern(WriteConcern.W3).insertOne(order(1_500));
                try (MongoClient direct =
                        MongoClients.create(
                                "mongodb://127.0.0.1:%d/?directConnection=true"
                                        .formatted(small.port(away)))) {
                    MongoCollection<Document> there =
                            direct.getDatabase("shop").getCollection("orders");
                    assertThat(there.find().into(new ArrayList<>()))
                            .containsExactlyInAnyOrderElementsOf(
                                    orders.find().into(new ArrayList<>()))
                            .hasSize(1_500);
                    assertThat(there.listIndexes())
                            .anySatisfy(
                                    index ->
                                            assertThat(index)
                                                    .containsEntry("key", new Document("note", 1))
                                                    .containsEntry("unique", true));
                }
            }
        }
    }

    @Test
    void aCursorEndsWithItsMember() {
        orders().withWriteConcern(WriteConcern.W3)
                .insertMany(IntStream.range(0, 300).mapToObj(i -> order(i)).toList());
        int primary = set.primary().orElseThrow();
        try (MongoCursor<Document> cursor = orders().find().batchSize(10).cursor()) {
            cursor.next();
            set.kill(primary);
            set.revive(primary);

            assertThatThrownBy(() -> cursor.forEachRemaining(document -> {}))
                    .isInstanceOf(MongoException.class);
        }
    }
}
