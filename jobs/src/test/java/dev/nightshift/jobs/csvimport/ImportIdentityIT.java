package dev.nightshift.jobs.csvimport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.csvimport.ImportReport.Outcome;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An import is itself whatever its run's number is, which begins anew in another relational store.
 */
class ImportIdentityIT {
    private static final int ROWS = 2_000;

    @TempDir private Path folder;
    private ImportBench before;
    private ImportBench after;
    private TenantContext acme;

    @BeforeEach
    void open() {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Endpoints one = stack.endpoints();
        before = ImportBench.on(stack.settings(), one);
        after = ImportBench.on(stack.settings(), ImportBench.elsewhere(one));
        acme = before.company("acme");
    }

    @AfterEach
    void close() {
        after.close();
        before.close();
    }

    @Test
    void an_import_over_another_relational_store_is_not_taken_for_an_older_one() {
        ImportReport older = before.run(acme, rows("older.csv", 0), ImportOptions.defaults());
        ImportReport newer = after.run(acme, rows("newer.csv", ROWS), ImportOptions.defaults());

        assertThat(newer.runId()).isEqualTo(older.runId());
        assertThat(newer.importId()).isNotEqualTo(older.importId());
        assertThat(List.of(older.inserted(), newer.inserted()))
                .containsExactly((long) ROWS, (long) ROWS);
        assertThat(leads()).isEqualTo(2 * ROWS);

        ImportUndos.Report undone = undo(after, newer);

        assertThat(undone.run().counts()).containsEntry("removed", (long) ROWS);
        assertThat(before.leads(acme).count(new Document("importId", older.importId())))
                .isEqualTo(ROWS);
        assertThat(leads()).isEqualTo(ROWS);
        assertThat(before.ledger().list(acme, 10))
                .extracting(entry -> entry.getString("state"))
                .containsExactlyInAnyOrder("COMPLETED", "UNDONE");
    }

    @Test
    void an_import_whose_run_is_known_no_more_can_be_taken_back() {
        ImportReport older = before.run(acme, rows("older.csv", 0), ImportOptions.defaults());

        assertThat(undo(after, older).run().counts()).containsEntry("removed", (long) ROWS);
        assertThat(leads()).isZero();
    }

    @Test
    void a_limit_for_one_import_is_not_set_for_another_of_its_number() {
        ImportReport older = before.run(acme, rejected("older.csv", "Ann"), limit("0"));
        ImportReport newer = after.run(acme, rejected("newer.csv", "Bob"), limit("0"));
        assertThat(List.of(older.outcome(), newer.outcome()))
                .containsExactly(Outcome.FAILED, Outcome.FAILED);

        assertThat(after.run(acme, folder.resolve("newer.csv"), limit("1")).outcome())
                .isEqualTo(Outcome.COMPLETED);

        assertThat(before.ledger().find(acme, Objects.requireNonNull(older.importId())))
                .hasValueSatisfying(entry -> assertThat(entry).doesNotContainKey("maxRejects"));
    }

    @Test
    void a_run_that_began_before_imports_had_marks_goes_on_and_can_be_undone() {
        Path file = rejected("old.csv", "Ann");
        ImportReport failed = before.run(acme, file, limit("0"));
        before.forgetMarks();

        ImportReport rest = before.run(acme, file, limit("1"));

        assertThat(rest.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(rest.runId()).isEqualTo(failed.runId());
        assertThat(rest.importId()).isEqualTo(failed.importId());
        assertThat(before.ledger().list(acme, 10)).hasSize(1);
        assertThat(undo(before, rest).run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(leads()).isZero();
    }

    @Test
    void nor_does_it_go_on_once_it_is_undone() {
        Path file = rejected("old.csv", "Ann");
        ImportReport failed = before.run(acme, file, limit("0"));
        before.forgetMarks();
        undo(before, failed);

        RunReport refused =
                before.runs().starter().restart(run(failed), "tester", "r-2", RunListener.NONE);
        ImportReport anew = before.run(acme, file, limit("1"));

        assertThat(refused.failureCode()).isEqualTo("ALREADY_UNDONE");
        assertThat(anew.importId()).isNotEqualTo(failed.importId());
        assertThat(leads()).isEqualTo(1);
    }

    private static long run(ImportReport report) {
        return Objects.requireNonNull(report.runId());
    }

    private ImportUndos.Report undo(ImportBench bench, ImportReport report) {
        return bench.undos().run(acme, Objects.requireNonNull(report.importId()), RunListener.NONE);
    }

    private long leads() {
        return before.leads(acme).count(new Document());
    }

    private static ImportOptions limit(String rejects) {
        return new ImportOptions(
                "auto", Map.of(), false, false, MaxRejects.parse(rejects), null, false);
    }

    private Path rejected(String name, String who) {
        return ImportBench.write(
                folder.resolve(name), "first_name,phone", who + ",5046218927", "No key,");
    }

    private Path rows(String name, int from) {
        String[] lines = new String[ROWS + 1];
        lines[0] = "first_name,phone";
        for (int i = 0; i < ROWS; i++) {
            lines[i + 1] = "A%d,504621%04d".formatted(i, from + i);
        }
        return ImportBench.write(folder.resolve(name), lines);
    }
}
