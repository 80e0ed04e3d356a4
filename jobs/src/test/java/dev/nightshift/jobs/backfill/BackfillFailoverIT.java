package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** MongoDB goes away in the middle, for as long as a replica set needs for an election. */
class BackfillFailoverIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final int LEADS = 60;

    @Test
    void nothing_is_lost_or_done_twice() throws Exception {
        Endpoints direct = EmbeddedStack.fresh().endpoints();
        int port = URI.create(direct.mongodbUri()).getPort();
        AtomicInteger seen = new AtomicInteger();
        try (TcpProxy proxy = new TcpProxy(port);
                BackfillBench bench =
                        BackfillBench.on(
                                new Endpoints(
                                        direct.mongodbUri().replace(":" + port, ":" + proxy.port()),
                                        direct.redisUri(),
                                        direct.jdbcUrl(),
                                        "sa",
                                        "",
                                        "through a proxy"),
                                new M20260101_DoubleNumbers(
                                        document -> {
                                            if (seen.incrementAndGet() == LEADS / 2) {
                                                interrupt(proxy);
                                            }
                                        }))) {
            TenantContext one = bench.company("one");
            for (int n = 0; n < LEADS; n++) {
                bench.add(one, new Document("_id", n).append("n", n));
            }
            var before = bench.content(one);

            assertThat(bench.run(ID, BackfillBench.options(7)).state())
                    .isEqualTo(RunState.COMPLETED);

            assertThat(bench.row(ID, one).changed()).isEqualTo(LEADS);
            bench.content(one)
                    .forEach(
                            (id, lead) ->
                                    assertThat(lead.getInteger("n"))
                                            .isEqualTo(2 * Integer.parseInt(id)));
            bench.rollback(ID, Optional.empty(), false);
            assertThat(bench.content(one)).isEqualTo(before);
        }
    }

    private static void interrupt(TcpProxy proxy) {
        proxy.down();
        CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS).execute(proxy::up);
    }
}
