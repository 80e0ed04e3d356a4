package dev.nightshift.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.TestStores;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.Subject;
import dev.nightshift.migrations.Unmigratable;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The numbers of runs begin anew in another relational store: a number alone is no run. */
class BackfillIdentityIT {
    private static final String DOUBLE = "M20260101_DoubleNumbers";
    private static final String MARK = "M20260104_MarkNumbers";

    /** Marks the numbers of leads, except bad ones. */
    private static final class M20260104_MarkNumbers implements DataMigration {
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
            return new Document("marked", new Document("$exists", false));
        }

        @Override
        public Document apply(Document lead, Subject subject) {
            if (lead.containsKey("bad")) {
                throw new Unmigratable("it cannot be");
            }
            return lead.append("marked", true);
        }
    }

    private BackfillBench before;
    private BackfillBench after;
    private TenantContext one;

    @BeforeEach
    void open() {
        Migration[] migrations = {new M20260101_DoubleNumbers(), new M20260104_MarkNumbers()};
        Endpoints first = EmbeddedStack.fresh().endpoints();
        Endpoints other = TestStores.freshH2();
        before = BackfillBench.on(first, migrations);
        after =
                BackfillBench.on(
                        new Endpoints(
                                first.mongodbUri(),
                                first.redisUri(),
                                other.jdbcUrl(),
                                other.jdbcUser(),
                                other.jdbcPassword(),
                                "another relational store"),
                        migrations);
        one = before.company("one");
        before.add(
                one,
                new Document("_id", 1).append("n", 1),
                new Document("_id", 2).append("n", 2).append("bad", "cannot"));
    }

    @AfterEach
    void close() {
        after.close();
        before.close();
    }

    private static RunReport halted(BackfillBench bench, String migration) {
        RunReport report = bench.run(migration, BackfillBench.options(4));
        assertThat(report.failureCode()).isEqualTo("BACKFILL_HALTED");
        assertThat(report.runId()).isEqualTo(1);
        return report;
    }

    private void mend() {
        before.leads(one).deleteMany(new Document("bad", "cannot"));
    }

    @Test
    void a_resume_does_not_go_on_with_another_migrations_run() {
        halted(before, DOUBLE);
        halted(after, MARK);
        mend();

        RunReport resumed = after.resume(DOUBLE);

        assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
        assertThat(resumed.runId()).isEqualTo(2);
        assertThat(after.status(DOUBLE).state()).isEqualTo("COMPLETE");
        assertThat(after.status(MARK).state()).isEqualTo("HALTED");
        assertThat(after.content(one).get("1"))
                .containsEntry("doubled", true)
                .containsEntry("n", 2);
    }

    @Test
    void nor_does_a_status_show_it() {
        halted(before, DOUBLE);
        halted(after, MARK);

        assertThat(after.status(DOUBLE).runState()).isNull();
        assertThat(after.status(MARK).runState()).isEqualTo("FAILED");
    }

    @Test
    void what_was_given_up_goes_on_as_a_run_of_the_same_number() {
        halted(before, DOUBLE);
        before.desk().cancel(BackfillBench.platform(), DOUBLE);
        mend();

        RunReport resumed = after.resume(DOUBLE);

        assertThat(resumed.runId()).isEqualTo(1);
        assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
    }
}
