package dev.nightshift.jobs.csvimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.csvimport.ImportReport.Outcome;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RequestGate;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that hung while it imported wakes when another one has gone on with its run. */
class ImportTakenOverIT {
    private static final int ROWS = 5_000;

    @TempDir private Path folder;
    private EmbeddedStack stack;
    private TcpProxy mongo;
    private ImportBench sleeper;
    private ImportBench successor;
    private TenantContext acme;

    @BeforeEach
    void open() throws Exception {
        stack = EmbeddedStack.fresh();
        Endpoints direct = stack.endpoints();
        int port = URI.create(direct.mongodbUri()).getPort();
        mongo = new TcpProxy(port);
        sleeper =
                ImportBench.on(
                        stack.settings(),
                        new Endpoints(
                                direct.mongodbUri().replace(":" + port, ":" + mongo.port()),
                                direct.redisUri(),
                                direct.jdbcUrl(),
                                direct.jdbcUser(),
                                direct.jdbcPassword(),
                                "proxy"));
        successor = ImportBench.on(stack.settings(), direct);
        acme = successor.company("acme");
    }

    @AfterEach
    void close() {
        successor.close();
        sleeper.close();
        mongo.close();
    }

    @Test
    void what_it_says_of_the_import_is_not_heard_any_more() throws Exception {
        Document entry = takenOverAt("insert", "leads", 1);

        assertThat(entry.getString("state")).isEqualTo("COMPLETED");
        assertThat(entry.get("read", Number.class).intValue()).isEqualTo(ROWS);
        assertThat(entry.get("inserted", Number.class).intValue()).isEqualTo(ROWS);
    }

    @Test
    void nor_does_it_begin_what_its_successors_have_begun() {
        ImportMark mark = new ImportMark(1, new ObjectId().toHexString(), "sum");
        Document about = new Document("sha256", "sum");
        ImportLedger ledger = successor.ledger();
        ledger.open(acme, mark, 2, about, Instant.EPOCH);
        ledger.open(acme, mark, 3, about, Instant.EPOCH);

        for (int late : new int[] {1, 2}) {
            assertThatThrownBy(() -> ledger.open(acme, mark, late, about, Instant.EPOCH))
                    .isInstanceOfSatisfying(
                            NightshiftException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.LEASE_LOST));
        }
        assertThat(ledger.list(acme, 10))
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsEntry(ImportLedger.ATTEMPT, 3));
    }

    @Test
    void nor_does_it_open_an_import_again_that_was_taken_back() throws Exception {
        Path file = rows();
        RequestGate gate = RequestGate.in(mongo, "insert", "leads", 1);
        CompletableFuture<ImportReport> hung = start(file);
        gate.awaitReached();
        ImportReport done = goOn(file);
        undo(done);
        gate.open();
        hung.get(60, TimeUnit.SECONDS);

        assertThat(entry(done).getString("state")).isEqualTo("UNDONE");
    }

    @Test
    void the_page_that_it_was_about_to_write_replaces_none_of_its_successors() throws Exception {
        Document entry = takenOverAt("update", "import_changes", 1);

        successor.undos().run(acme, entry.getString("_id"), RunListener.NONE);

        assertThat(successor.leads(acme).count(new Document())).isZero();
    }

    private Document takenOverAt(String command, String collection, int behind) throws Exception {
        Path file = rows();
        RequestGate gate = RequestGate.in(mongo, command, collection, behind);
        CompletableFuture<ImportReport> hung = start(file);
        gate.awaitReached();
        ImportReport done = goOn(file);
        gate.open();
        ImportReport late = hung.get(60, TimeUnit.SECONDS);

        assertThat(late.failureCode()).isEqualTo("LEASE_LOST");
        assertThat(successor.leads(acme).count(new Document())).isEqualTo(ROWS);
        return entry(done);
    }

    private CompletableFuture<ImportReport> start(Path file) {
        return CompletableFuture.supplyAsync(
                () -> sleeper.run(acme, file, ImportOptions.defaults()));
    }

    private ImportReport goOn(Path file) {
        long run = 1;
        successor.runs().registry().force(run, "tester", "it hangs");
        ImportReport done = successor.run(acme, file, ImportOptions.defaults());
        assertThat(done.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(done.runId()).isEqualTo(run);
        return done;
    }

    private Document entry(ImportReport report) {
        return successor
                .ledger()
                .find(acme, Objects.requireNonNull(report.importId()))
                .orElseThrow();
    }

    private void undo(ImportReport report) {
        successor.undos().run(acme, Objects.requireNonNull(report.importId()), RunListener.NONE);
    }

    @Test
    void a_process_that_lacks_the_rejects_so_far_leaves_the_run_to_one_that_has_them() {
        Path file =
                ImportBench.write(
                        folder.resolve("rejects.csv"),
                        "first_name,phone",
                        "Ann,5046218927",
                        "No key,");
        ImportReport left =
                successor.run(
                        acme,
                        file,
                        new ImportOptions(
                                "auto",
                                Map.of(),
                                false,
                                false,
                                MaxRejects.parse("0"),
                                null,
                                false));
        assertThat(left.failureCode()).isEqualTo("TOO_MANY_REJECTS");
        var run = successor.runs().registry().show(Objects.requireNonNull(left.runId()));

        assertThat(sleeper.job().heldBack(ImportBench.platform(), run)).isEmpty();
        Settings elsewhere =
                Settings.from(
                        Map.of("NIGHTSHIFT_DATA_DIR", folder.resolve("elsewhere").toString()));
        try (ImportBench other = ImportBench.on(elsewhere, stack.endpoints())) {
            assertThat(other.job().heldBack(ImportBench.platform(), run))
                    .hasValueSatisfying(
                            why ->
                                    assertThat(why)
                                            .contains("rejects")
                                            .contains(folder.resolve("elsewhere").toString()));
        }
    }

    private Path rows() {
        String[] lines = new String[ROWS + 1];
        lines[0] = "first_name,phone,email";
        for (int i = 0; i < ROWS; i++) {
            lines[i + 1] = "A%d,504621%04d,lead%d@example.com".formatted(i, i, i);
        }
        return ImportBench.write(folder.resolve("rows.csv"), lines);
    }
}
