package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.backfill.company.ApplyTask;
import dev.nightshift.jobs.backfill.company.RestoreTask;
import dev.nightshift.jobs.backfill.company.task.CompanyTask;
import dev.nightshift.jobs.backfill.company.task.Guarded;
import dev.nightshift.jobs.backfill.company.task.Records;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.jobs.backfill.load.BatchSize;
import dev.nightshift.jobs.backfill.load.Pace;
import dev.nightshift.jobs.backfill.load.Slots;
import dev.nightshift.jobs.backfill.load.Throttle;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Tasks of a run that was given to another process, and of the process that has it now. */
class LostBackfillIT {
    private static final String ID = "M20260101_DoubleNumbers";

    private final M20260101_DoubleNumbers migration = new M20260101_DoubleNumbers();
    private BackfillBench bench;
    private TenantContext one;
    private Company company;

    @BeforeEach
    void open() {
        bench = BackfillBench.with(migration);
        one = bench.company("one");
        company = bench.parts().companies().show(BackfillBench.platform(), one.company());
        for (int n = 0; n < 8; n++) {
            bench.add(one, new Document("_id", n).append("n", n + 1));
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Surroundings around(RunHandle run, long rate) {
        BackfillJob.Parts parts = bench.parts();
        return new Surroundings(
                run,
                parts.mongo(),
                parts.cache(),
                parts.ledger(),
                parts.alerts(),
                new Throttle(
                        new BatchSize(new BatchSize.Terms(4, 4, 4, Duration.ofMinutes(1))),
                        new Pace(rate, System::nanoTime),
                        new Slots(1)),
                parts.clock());
    }

    private Records stored() {
        return new Records(
                bench.parts()
                        .ledger()
                        .find(BackfillBench.platform(), ID, List.of(one.company()))
                        .values());
    }

    private CompanyTask apply(Surroundings around, Records records) {
        return new ApplyTask(migration, "checksum", BackfillBench.options(4), "", around, records);
    }

    private void prepared() {
        bench.parts().ledger().prepare(BackfillBench.platform(), List.of(one.company()));
    }

    private Records pending() {
        prepared();
        return new Records(List.of(CompanyRecord.pending(one.company(), ID, 1)));
    }

    private long doubled() {
        return bench.leads(one).count(new Document("doubled", true));
    }

    private static void lost() {
        throw new NightshiftException(FailureCode.LEASE_LOST, "lost", "");
    }

    @Test
    void who_loses_the_run_while_it_waits_for_its_turn_writes_nothing_more() {
        AtomicBoolean lost = new AtomicBoolean();
        RunHandle run =
                new OneRun(
                        BackfillBench.platform(),
                        () -> {
                            lost.set(true);
                            return true;
                        },
                        () -> {
                            if (lost.get()) {
                                lost();
                            }
                        });

        assertThatThrownBy(() -> apply(around(run, 1), pending()).work(company))
                .isInstanceOf(NightshiftException.class)
                .extracting(failure -> ((NightshiftException) failure).code())
                .isEqualTo(FailureCode.LEASE_LOST);

        assertThat(doubled()).isOne();
    }

    @Test
    void a_batch_that_was_booked_late_does_not_fail_the_successor() throws Exception {
        Records read = pending();
        bookLate(read);

        apply(around(new OneRun(BackfillBench.platform()), 0), read).work(company);

        assertThat(doubled()).isEqualTo(8);
        CompanyRecord done = stored().of(one.company());
        assertThat(done.state()).isEqualTo(CompanyState.DONE);

        Records before = stored();
        bookLate(stored());
        new RestoreTask(migration, false, around(new OneRun(BackfillBench.platform()), 0), before)
                .work(company);
        assertThat(doubled()).isZero();
        assertThat(stored().of(one.company()).restored()).isEqualTo(8);
    }

    @Test
    void a_failure_is_noted_over_a_batch_that_was_booked_late() throws Exception {
        Records read = pending();
        bookLate(read);
        CompanyTask failing =
                company -> {
                    throw new IllegalStateException("of this company");
                };

        new Guarded(failing, around(new OneRun(BackfillBench.platform()), 0), read).work(company);

        assertThat(stored().of(one.company()).state()).isEqualTo(CompanyState.FAILED);
    }

    @ParameterizedTest
    @MethodSource
    void a_relational_store_that_is_away_is_no_companys_failure(RuntimeException away) {
        Records read = pending();
        RunHandle run =
                new OneRun(
                        BackfillBench.platform(),
                        () -> false,
                        () -> {
                            throw away;
                        });
        Surroundings around = around(run, 0);

        assertThatThrownBy(() -> new Guarded(apply(around, read), around, read).work(company))
                .isSameAs(away);

        assertThat(stored().all()).allMatch(record -> record.state() != CompanyState.FAILED);
        assertThat(bench.alerts()).isEmpty();
    }

    static List<RuntimeException> a_relational_store_that_is_away_is_no_companys_failure() {
        return List.of(
                new DataAccessResourceFailureException("away"),
                new CannotCreateTransactionException("away"));
    }

    @Test
    void who_lost_the_run_takes_nothing_from_its_successor() {
        Records read = pending();
        bookLate(read);
        RunHandle run = new OneRun(BackfillBench.platform(), () -> false, LostBackfillIT::lost);

        assertThatThrownBy(() -> around(run, 0).claim(one, read, record -> record))
                .isInstanceOf(NightshiftException.class)
                .extracting(failure -> ((NightshiftException) failure).code())
                .isEqualTo(FailureCode.LEASE_LOST);
    }

    private void bookLate(Records records) {
        var _ =
                bench.parts()
                        .ledger()
                        .save(one, records.of(one.company()).change().by("the first").done());
    }
}
