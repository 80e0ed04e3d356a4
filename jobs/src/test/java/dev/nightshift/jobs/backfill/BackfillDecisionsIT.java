package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.TenantContext;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What was decided later stands, whatever an older run would do. */
@Timeout(120)
class BackfillDecisionsIT {
    private static final String ID = "M20260101_DoubleNumbers";
    private static final Document DOUBLED = new Document("doubled", true);

    private static void fill(BackfillBench bench, TenantContext context, int leads) {
        for (int n = 0; n < leads; n++) {
            bench.add(context, new Document("n", n));
        }
    }

    private static void pace(BackfillBench bench, int rate) {
        var _ =
                bench.desk()
                        .set(
                                BackfillBench.platform(),
                                ID,
                                OptionalLong.of(rate),
                                OptionalInt.empty());
    }

    private static RunReport restart(BackfillBench bench, long run) {
        return bench.runs().starter().restart(run, "tester", "again", RunListener.NONE);
    }

    private static void refused(RunReport report, String message) {
        assertThat(report.state()).isEqualTo(RunState.FAILED);
        assertThat(report.failureCode()).isEqualTo("BACKFILL_STATE");
        assertThat(report.message()).contains(message);
    }

    private static void refused(ThrowingCallable call, FailureCode code) {
        assertThatThrownBy(call)
                .isInstanceOf(NightshiftException.class)
                .extracting(failure -> ((NightshiftException) failure).code())
                .isEqualTo(code);
    }

    private static long interruptedRollback(
            BackfillBench bench, TenantContext context, boolean whole, boolean pause)
            throws Exception {
        pace(bench, 1);
        CompletableFuture<RunReport> rollback =
                CompletableFuture.supplyAsync(
                        () ->
                                bench.rollback(
                                        ID,
                                        whole ? Optional.empty() : Optional.of(context.company()),
                                        false));
        while (bench.row(ID, context).restored() == 0) {
            assertThat(rollback).isNotDone();
        }
        long run = Objects.requireNonNull(bench.status(ID).runId());
        if (pause) {
            bench.runs().registry().pause(run, "tester");
        } else {
            bench.runs().registry().stop(run, "tester");
        }
        assertThat(rollback.get(60, TimeUnit.SECONDS).state())
                .isEqualTo(pause ? RunState.PAUSED : RunState.STOPPED);
        pace(bench, 0);
        return run;
    }

    @Test
    void a_rollback_of_all_that_another_run_came_after_takes_nothing_back_any_more()
            throws Exception {
        olderRollback(true);
    }

    @Test
    void nor_does_one_of_a_company() throws Exception {
        olderRollback(false);
    }

    private static void olderRollback(boolean whole) throws Exception {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 20);
            bench.run(ID, BackfillBench.options(4));
            long old = interruptedRollback(bench, one, whole, false);
            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);
            assertThat(bench.run(ID, BackfillBench.options(4)).state())
                    .isEqualTo(RunState.COMPLETED);
            bench.desk().finalise(BackfillBench.platform(), ID);

            refused(restart(bench, old), "came after it");

            assertThat(bench.leads(one).count(DOUBLED)).isEqualTo(20);
            assertThat(bench.status(ID).state()).isEqualTo("FINAL");
            assertThat(bench.row(ID, one).state()).isEqualTo("DONE");
        }
    }

    @Test
    void a_run_that_died_migrates_nobody_after_a_rollback() {
        boolean[] dies = {true};
        try (BackfillBench bench =
                BackfillBench.with(
                        new M20260101_DoubleNumbers(
                                document -> {
                                    if (dies[0] && document.getInteger("n") == 6) {
                                        throw new UnknownError("the process dies");
                                    }
                                }))) {
            TenantContext one = bench.company("one");
            fill(bench, one, 12);
            RunReport died = bench.run(ID, BackfillBench.options(4));
            assertThat(died.state()).isEqualTo(RunState.FAILED);
            dies[0] = false;
            assertThat(bench.rollback(ID, Optional.empty(), false).state())
                    .isEqualTo(RunState.COMPLETED);

            refused(restart(bench, died.runId()), "came after it");

            assertThat(bench.leads(one).count(DOUBLED)).isZero();
            assertThat(bench.status(ID).state()).isEqualTo("ROLLED_BACK");
        }
    }

    @Test
    void a_run_that_was_given_up_is_not_gone_on_with_by_itself() {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 3);
            bench.add(one, new Document("_id", "bad").append("n", 1).append("bad", "cannot"));
            RunReport halted = bench.run(ID, BackfillBench.options(4));
            bench.desk().cancel(BackfillBench.platform(), ID);
            bench.leads(one).deleteMany(new Document("_id", "bad"));

            refused(restart(bench, halted.runId()), "CANCELLED");

            assertThat(bench.status(ID).state()).isEqualTo("CANCELLED");
            RunReport resumed = bench.resume(ID);
            assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
            assertThat(resumed.runId()).isNotEqualTo(halted.runId());
        }
    }

    @Test
    void nothing_is_finalised_while_a_rollback_is_not_over() throws Exception {
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers())) {
            TenantContext one = bench.company("one");
            fill(bench, one, 20);
            bench.run(ID, BackfillBench.options(4));
            long paused = interruptedRollback(bench, one, false, true);

            refused(
                    () -> bench.desk().finalise(BackfillBench.platform(), ID),
                    FailureCode.ALREADY_RUNNING);

            assertThat(bench.status(ID).state()).isEqualTo("COMPLETE");
            assertThat(restart(bench, paused).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.leads(one).count(DOUBLED)).isZero();
        }
    }

    @Test
    void what_a_rollback_changed_while_it_was_verified_is_verified_again() {
        BackfillBench[] holder = new BackfillBench[1];
        AtomicInteger verified = new AtomicInteger(-1_000);
        DataMigration slow =
                new M20260103_MarkLeads(
                        "doubled",
                        () -> {
                            // The first company was found to be as it should be.
                            if (verified.incrementAndGet() == 2) {
                                var _ =
                                        holder[0].rollback(
                                                "M20260103_MarkLeads",
                                                Optional.of(holder[0].known("one").company()),
                                                false);
                            }
                        });
        try (BackfillBench bench = BackfillBench.with(slow)) {
            holder[0] = bench;
            TenantContext one = bench.company("one");
            fill(bench, one, 1);
            fill(bench, bench.company("two"), 1);
            bench.run(slow.id(), BackfillBench.options(4));
            verified.set(0);

            refused(
                    () -> bench.desk().finalise(BackfillBench.platform(), slow.id()),
                    FailureCode.BACKFILL_STATE);

            assertThat(bench.status(slow.id()).state()).isEqualTo("COMPLETE");
            assertThat(bench.desk().finalise(BackfillBench.platform(), slow.id()).remaining())
                    .isEqualTo(Map.of(one.company(), 1L));
        }
    }

    @Test
    void a_resume_that_is_refused_has_neither_taken_in_a_company_nor_set_the_pace() {
        DataMigration other = new M20260103_MarkLeads("marked", () -> {});
        try (BackfillBench bench = BackfillBench.with(new M20260101_DoubleNumbers(), other)) {
            fill(bench, bench.company("one"), 2);
            TenantContext two = bench.company("two");
            fill(bench, two, 2);
            Map<String, String> options = new HashMap<>(BackfillBench.options(4).toParameters());
            options.put("excluded", "two");
            bench.run(ID, BackfillOptions.of(options));
            options.put("approval", "true");
            options.put("stages", "1,100%");
            options.put("excluded", "");
            assertThat(bench.run(other.id(), BackfillOptions.of(options)).state())
                    .isEqualTo(RunState.PAUSED);
            ResumeTerms terms =
                    new ResumeTerms(Set.of(two.company()), OptionalLong.of(500), OptionalInt.of(2));

            refused(() -> resume(bench, terms), FailureCode.ALREADY_RUNNING);

            assertThat(bench.status(ID).excluded()).containsExactly("two");
            assertThat(bench.status(ID).rate()).isZero();
            bench.desk().cancel(BackfillBench.platform(), other.id());
            assertThat(resume(bench, terms).state()).isEqualTo(RunState.COMPLETED);
            assertThat(bench.status(ID).rate()).isEqualTo(500);
            assertThat(bench.status(ID).concurrency()).isEqualTo(2);
            assertThat(bench.row(ID, two).changed()).isEqualTo(2);
        }
    }

    private static RunReport resume(BackfillBench bench, ResumeTerms terms) {
        return bench.backfills().resume(BackfillBench.platform(), ID, terms, RunListener.NONE);
    }

    /** Marks leads; what is to happen while it is verified does. */
    private static final class M20260103_MarkLeads implements DataMigration {
        private final String mark;
        private final Runnable meanwhile;

        M20260103_MarkLeads(String mark, Runnable meanwhile) {
            this.mark = mark;
            this.meanwhile = meanwhile;
        }

        @Override
        public String summary() {
            return "Marks leads.";
        }

        @Override
        public String collection() {
            return "leads";
        }

        @Override
        public Document filter() {
            return new Document(mark, new Document("$exists", false));
        }

        @Override
        public Document verification() {
            meanwhile.run();
            return filter();
        }

        @Override
        public Document apply(Document lead, Subject subject) {
            return lead.append(mark, true);
        }
    }
}
