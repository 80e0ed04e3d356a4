package dev.nightshift.jobs.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.keyspaces.ExpiryRule;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.keyspaces.Thresholds;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A cursor over expired documents that does not live to its end. */
class LostCursorIT {
    private static final CompanyId ACME = new CompanyId("acme");
    private static final int SESSIONS = 25;

    private final MongoSpace space =
            new MongoSpace(
                    "sessions",
                    "sessions",
                    List.of(new ExpiryRule.DateField("until", Duration.ZERO)),
                    new Thresholds(1, 2));

    @Test
    void a_clean_opens_it_anew_and_leaves_nothing() throws Exception {
        URI uri = URI.create(EmbeddedStack.fresh().endpoints().mongodbUri());
        try (TcpProxy proxy = new TcpProxy(uri.getPort());
                MongoStores stores =
                        MongoStores.open(
                                "mongodb://127.0.0.1:%d%s?retryReads=false"
                                        .formatted(proxy.port(), uri.getPath()))) {
            TenantCollection sessions =
                    stores.tenants().collection(KeyCleanupFixture.context().in(ACME), "sessions");
            sessions.insertMany(
                    IntStream.range(0, SESSIONS)
                            .mapToObj(
                                    n ->
                                            new Document("_id", n)
                                                    .append(
                                                            "until",
                                                            Date.from(
                                                                    KeyCleanupFixture.NOW
                                                                            .minusSeconds(60))))
                            .toList());
            Set<Object> seen = new HashSet<>();
            try (ExpiredIds ids =
                    new ExpiredIds(
                            KeyCleanupFixture.context(),
                            new ExpiredDocuments(stores.tenants()),
                            KeyCleanupFixture.NOW,
                            10)) {
                List<Object> some = ids.some(ACME, space);
                while (ids.isFull(some)) {
                    seen.addAll(some);
                    sessions.deleteMany(new Document("_id", new Document("$in", some)));
                    proxy.loseAnswers(1, request -> request.contains("getMore"));
                    some = ids.some(ACME, space);
                }
                seen.addAll(some);
            }
            assertThat(seen).hasSize(SESSIONS);
        }
    }
}
