package dev.nightshift.platform.mongo.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.replicaset.ReplicationLag;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

class MongoHealthIT {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void a_server_tells_how_it_feels() {
        try (MongoStores mongo = MongoStores.open(EmbeddedStack.fresh().endpoints().mongodbUri())) {
            MongoHealth health = mongo.health();
            assertThat(health.ping()).isPositive();
            assertThat(health.connectionsInUse()).isZero();
            assertThat(health.connectionsMost()).isEqualTo(32);
            assertThat(health.poolShare()).isZero();
        }
    }

    @Test
    void the_slowest_secondary_counts() {
        Document status =
                new Document(
                        "members",
                        List.of(
                                member("PRIMARY", 0),
                                member("SECONDARY", 3),
                                member("SECONDARY", 11),
                                new Document("stateStr", "SECONDARY"),
                                member("STARTUP", 99)));
        assertThat(ReplicationLag.of(status)).contains(Duration.ofSeconds(11));
        assertThat(ReplicationLag.of(new Document())).isEmpty();
        assertThat(ReplicationLag.of(new Document("members", List.of(member("PRIMARY", 0)))))
                .isEmpty();
        assertThat(
                        ReplicationLag.of(
                                new Document(
                                        "members",
                                        List.of(member("PRIMARY", 5), member("SECONDARY", 0)))))
                .contains(Duration.ZERO);
    }

    private static Document member(String state, long secondsBehind) {
        return new Document("stateStr", state)
                .append("optimeDate", Date.from(NOW.minusSeconds(secondsBehind)));
    }

    @Test
    void the_indexes_of_a_platform_collection_are_not_for_steps_of_tenants() {
        EmbeddedStack stores = EmbeddedStack.fresh();
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            PlatformContext context = new PlatformContext("r", "test", "tester");
            assertThatThrownBy(() -> mongo.platform().indexes(context, "companies"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
