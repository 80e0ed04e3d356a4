package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A backfill while somebody breaks the servers on purpose. */
class BackfillAdmissionIT {
    private static final String ID = "M20260101_DoubleNumbers";

    private final BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers());
    private TenantContext company;

    @BeforeEach
    void addLeads() {
        company = bench.company("one");
        bench.add(company, new Document("_id", 1).append("n", 4));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static NightshiftException drill() {
        return new NightshiftException(FailureCode.DRILL_AT_WORK, "A drill.", "Wait.");
    }

    private void refuse() {
        bench.disturb(
                context -> {
                    throw drill();
                });
    }

    private void allow() {
        bench.disturb(context -> {});
    }

    private Map<String, Document> content() {
        return bench.content(company);
    }

    @Test
    void nothingIsLeftOfALaunchThatIsRefused() {
        refuse();

        assertThatThrownBy(() -> bench.run(ID, BackfillBench.options(10)))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.DRILL_AT_WORK);
                            assertThat(refused.code().exitCode()).isEqualTo(3);
                        });

        assertThat(bench.runs().registry().list(RunFilter.newest(10))).isEmpty();
        assertThat(bench.status(ID).state()).isEqualTo(MigrationState.NEW.name());
        assertThat(content().get("1")).containsEntry("n", 4);
    }

    @Test
    void aPlanWritesNothingAndIsMadeAllTheSame() {
        refuse();

        assertThat(bench.plan(ID)).isNotNull();
    }

    @Test
    void whoIsSeenOnlyByWhatBeginsAtTheSameMomentEndsBeforeItsFirstWriteAndGoesOnLater() {
        AtomicInteger asked = new AtomicInteger();
        bench.disturb(
                context -> {
                    if (asked.incrementAndGet() == 2) {
                        throw drill();
                    }
                });

        RunReport run = bench.run(ID, BackfillBench.options(10));

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.failureCode()).isEqualTo("DRILL_AT_WORK");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(content().get("1")).containsEntry("n", 4);

        refuse();
        assertThatThrownBy(
                        () ->
                                bench.runs()
                                        .starter()
                                        .restart(run.runId(), "ada", "r", RunListener.NONE))
                .hasMessage("A drill.");
        assertThat(bench.runs().registry().show(run.runId()).state()).isEqualTo(RunState.FAILED);

        allow();
        RunReport done = bench.runs().starter().restart(run.runId(), "ada", "r", RunListener.NONE);
        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(content().get("1")).containsEntry("n", 8);
    }

    @Test
    void theWayBackIsRefusedToo() {
        var _ = bench.run(ID, BackfillBench.options(10));
        refuse();

        assertThatThrownBy(() -> bench.rollback(ID, Optional.empty(), false))
                .hasMessage("A drill.");

        assertThat(content().get("1")).containsEntry("n", 8);
    }
}
