package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A pause does not wait for the answer to what takes long. */
class LongReadsIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final int LEADS = 10;

    @ParameterizedTest
    @CsvSource({
        "aggregate, 0, the count of what matches",
        "find, 1, a page",
        "aggregate, 1, the verification",
        "createIndexes, 0, the build of an index"
    })
    void a_pause_comes_before_the_answer(String command, int behind, String question)
            throws Exception {
        Endpoints direct = EmbeddedStack.fresh().endpoints();
        int port = URI.create(direct.mongodbUri()).getPort();
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
                                new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            for (int n = 0; n < LEADS; n++) {
                bench.add(one, new Document("_id", n).append("n", n));
            }
            RequestGate gate = RequestGate.in(proxy, command, "leads", behind);
            try {
                CompletableFuture<RunReport> run =
                        CompletableFuture.supplyAsync(
                                () -> bench.run(ID, BackfillBench.options(4)));
                gate.awaitReached();

                bench.desk().pause(BackfillBench.platform(), ID);

                assertThat(run.get(30, TimeUnit.SECONDS).state())
                        .as(question)
                        .isEqualTo(RunState.PAUSED);
            } finally {
                gate.open();
            }
            assertThat(bench.resume(ID).state()).isEqualTo(RunState.COMPLETED);
            BackfillStatus.CompanyRow row = bench.row(ID, one);
            assertThat(row.changed()).isEqualTo(LEADS);
            assertThat(row.matching()).isEqualTo(LEADS);
            assertThat(row.failed()).isZero();
            bench.content(one)
                    .forEach(
                            (id, lead) ->
                                    assertThat(lead.getInteger("n"))
                                            .isEqualTo(2 * Integer.parseInt(id)));
        }
    }
}
