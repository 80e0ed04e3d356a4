package dev.nightshift.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.stack.servers.ScriptedMongo;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

/** Servers that cannot do what the service needs, and what one is asked that can. */
class UnsuitableServersIT {
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "r-1", "test", "tester");

    private final ScriptedMongo server = new ScriptedMongo();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anEmulatorWhosePartialIndexesDoNotHoldIsRefused() {
        assertThatOpeningFails("mongo-java-server 5.0.0 does not keep unique partial indexes");
        try (MongoClient client = MongoClients.create(server.uri())) {
            assertThat(client.getDatabase("scripted").listCollectionNames()).isEmpty();
        }
    }

    @Test
    void aServerWithoutPartialIndexesIsRefused() {
        server.answer(
                "createIndexes",
                () -> {
                    throw ScriptedMongo.error(238, "partialFilterExpression is not implemented");
                });

        assertThatOpeningFails("does not keep unique partial indexes");
    }

    @Test
    void aUserWhoMayNotMakeIndexesIsToldSo() {
        server.answer(
                "createIndexes",
                () -> {
                    throw ScriptedMongo.error(13, "not authorized on secret");
                });

        assertThatOpeningFails("MongoDB does not let this user try a unique partial index");
    }

    @Test
    void anInsertThatFailsForAnotherReasonIsNotMistakenForTheIndex() {
        server.answer(
                "insert",
                () -> {
                    throw ScriptedMongo.error(8000, "quota of secret");
                });

        assertThatOpeningFails("MongoDB does not let this user try a unique partial index");
    }

    @Test
    void aTrialThatCannotBeRemovedAgainHidesNoReason() {
        server.answer(
                "drop",
                () -> {
                    throw ScriptedMongo.error(13, "not authorized on secret");
                });

        assertThatOpeningFails("does not keep unique partial indexes");
        assertThat(server.asked()).anyMatch(asked -> asked.startsWith("drop"));
    }

    @Test
    void theEmbeddedServerHolds() {
        try (MongoStores stores =
                MongoStores.open(EmbeddedStack.fresh().endpoints().mongodbUri())) {
            assertThat(stores.capabilities().partialIndexes()).isTrue();
        }
    }

    @Test
    void writesToAReplicaSetAskForAMajorityAndItsJournal() {
        asRealMongo();
        server.answer("hello", () -> Map.of("isWritablePrimary", true, "setName", "rs0"));
        server.answer("insert", () -> Map.of("n", 1));
        try (MongoStores stores = MongoStores.open(server.uri())) {
            stores.tenants().collection(ACME, "things").insertOne(new Document());
        }

        assertThat(server.asked().getLast()).contains("\"majority\"", "\"j\" : true", "30000");
    }

    @Test
    void writesToALoneServerAskForItsJournal() {
        asRealMongo();
        server.answer("insert", () -> Map.of("n", 1));
        try (MongoStores stores = MongoStores.open(server.uri())) {
            stores.tenants().collection(ACME, "things").insertOne(new Document());
        }

        assertThat(server.asked().getLast()).contains("\"w\" : 1", "\"j\" : true");
    }

    @Test
    void anIndexWithOtherOptionsStandsInTheWay() {
        asRealMongo();
        server.answer(
                "createIndexes",
                () -> {
                    throw ScriptedMongo.error(86, "same name as the requested index: secret");
                });
        try (MongoStores stores = MongoStores.open(server.uri())) {
            assertThatExceptionOfType(NightshiftException.class)
                    .isThrownBy(
                            () ->
                                    stores.tenants()
                                            .collection(ACME, "leads")
                                            .insertOne(new Document()))
                    .satisfies(
                            e -> {
                                assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNSUITABLE);
                                assertThat(e.message())
                                        .isEqualTo(
                                                "The collection leads has another index in the"
                                                        + " place of companyId_1_updatedAt_-1.");
                                assertThat(e.hint()).contains("drop it");
                            });
        }
    }

    private void asRealMongo() {
        server.answer("buildInfo", () -> Map.of("version", "8.0.4", "gitVersion", "x"));
        server.answer("createIndexes", Map::of);
    }

    private void assertThatOpeningFails(String message) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> MongoStores.open(server.uri()).close())
                .satisfies(
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.MONGODB_UNSUITABLE);
                            assertThat(e.message()).contains(message).doesNotContain("secret");
                        });
    }
}
