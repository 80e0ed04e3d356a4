package dev.nightshift.jobs.backfill;

import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.backfill.stages.GateAlerts;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.DataMigration;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.Approval;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.migrations.ledger.MigrationState;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.index.IndexPlan;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Looks at backfills and steers them, wherever their runs are at work. Thread-safe. */
public final class BackfillDesk {
    private final Catalogue catalogue;
    private final MigrationLedger migrations;
    private final CompanyLedger ledger;
    private final Companies companies;
    private final MongoStores mongo;
    private final RunRegistry registry;
    private final InstantSource clock;

    /** Over stores that the caller closes. */
    public BackfillDesk(
            Catalogue catalogue,
            MongoStores mongo,
            Companies companies,
            RunRegistry registry,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.migrations = new MigrationLedger(mongo.platform(), clock);
        this.ledger = new CompanyLedger(mongo.tenants(), mongo.platform(), clock);
        this.companies = companies;
        this.mongo = mongo;
        this.registry = registry;
        this.clock = clock;
    }

    /** A migration and where it stands. */
    public record Listed(Migration migration, MigrationRecord record) {}

    /** All migrations, oldest first. */
    public List<Listed> list(PlatformContext context) {
        return catalogue.all().stream()
                .map(one -> new Listed(one, migrations.show(context, one.id())))
                .toList();
    }

    /**
     * Where a backfill stands with each company.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public BackfillStatus status(PlatformContext context, String id) {
        Migration migration = catalogue.require(id);
        MigrationRecord record = migrations.show(context, id);
        List<Company> all = companies.list(context);
        BackfillOptions options = BackfillOptions.of(record.options());
        Map<CompanyId, CompanyRecord> records =
                ledger.find(context, id, all.stream().map(Company::id).toList());
        return BackfillStatus.of(
                migration, record, options, all, records, run(record), clock.instant());
    }

    /**
     * Lets the stage that waits be followed by the next.
     *
     * @param stage that is approved; the one that waits when it is empty
     * @throws NightshiftException NOT_FOUND for a stage that is not; BACKFILL_STATE when none
     *     waits, or somebody approved it; MIGRATION_CHANGED
     */
    public MigrationRecord approve(PlatformContext context, String id, OptionalInt stage) {
        Migration migration = catalogue.require(id);
        return migrations.change(
                context,
                migration.id(),
                record -> {
                    int stages = BackfillOptions.of(record.options()).stages().size();
                    int asked = stage.orElse(record.stage());
                    if (stage.isPresent() && (asked < 1 || asked > stages)) {
                        throw new NightshiftException(
                                FailureCode.NOT_FOUND,
                                "%s has no stage %d; its stages are 1 to %d."
                                        .formatted(id, asked, stages),
                                "");
                    }
                    if (!record.approver(asked).isEmpty()) {
                        throw new NightshiftException(
                                FailureCode.BACKFILL_STATE,
                                "Stage %d of %s was approved already, by %s."
                                        .formatted(asked, id, record.approver(asked)),
                                "Go on: nightshift backfill resume %s".formatted(id));
                    }
                    if (record.state() != MigrationState.WAITING || asked != record.stage()) {
                        throw BackfillRefusals.state(record, "be approved");
                    }
                    BackfillRefusals.requireSame(migration, record);
                    return record.approved(
                            new Approval(
                                    asked,
                                    context.actor(),
                                    clock.instant().truncatedTo(ChronoUnit.MILLIS)));
                });
    }

    /**
     * Asks the run to pause at its next batches.
     *
     * @throws NightshiftException BACKFILL_STATE when none is at work
     */
    public RunRow pause(PlatformContext context, String id) {
        MigrationRecord record = migrations.show(context, catalogue.require(id).id());
        return registry.pause(activeRun(record, "be paused").runId(), context.actor());
    }

    /**
     * Gives the backfill up: its run ends, what was done stays. Safe to repeat until it has ended.
     *
     * @throws NightshiftException BACKFILL_STATE when it is over
     */
    public MigrationRecord cancel(PlatformContext context, String id) {
        MigrationRecord before = migrations.show(context, catalogue.require(id).id());
        Optional<RunRow> atWork =
                run(before)
                        .filter(run -> !BackfillJob.isRollback(run))
                        .filter(run -> run.state().isActive() || run.state() == RunState.PAUSED);
        MigrationRecord cancelled =
                migrations.change(
                        context,
                        id,
                        record ->
                                switch (record.state()) {
                                    case STARTED, WAITING, HALTED ->
                                            record.in(
                                                    MigrationState.CANCELLED,
                                                    record.stage(),
                                                    "cancelled by " + context.actor());
                                    case CANCELLED -> {
                                        // Whoever cancelled it may have died before it stopped.
                                        if (atWork.isEmpty()) {
                                            throw BackfillRefusals.state(record, "be cancelled");
                                        }
                                        yield record;
                                    }
                                    case NEW, COMPLETE, ROLLING_BACK, ROLLED_BACK, FINAL ->
                                            throw BackfillRefusals.state(record, "be cancelled");
                                });
        atWork.ifPresent(run -> registry.stop(run.runId(), context.actor()));
        new GateAlerts(new AlertStore(mongo.tenants(), clock), clock)
                .over(
                        context,
                        companies.list(context).stream().map(Company::id).toList(),
                        id,
                        "%s is cancelled".formatted(id));
        return cancelled;
    }

    /**
     * Sets the pace, also of a run that is at work: it follows within seconds.
     *
     * @throws NightshiftException USAGE, NOT_FOUND; BACKFILL_STATE when it was never begun
     */
    public BackfillOptions set(
            PlatformContext context, String id, OptionalLong rate, OptionalInt concurrency) {
        MigrationRecord set =
                migrations.change(
                        context,
                        catalogue.require(id).id(),
                        record -> {
                            if (record.state() == MigrationState.NEW) {
                                throw BackfillRefusals.state(record, "be paced");
                            }
                            BackfillOptions now = BackfillOptions.of(record.options());
                            return record.with(
                                    Stragglers.paced(
                                            record.options(),
                                            now.paced(
                                                    rate.orElse(now.rate()),
                                                    concurrency.orElse(now.concurrency())),
                                            clock.instant()));
                        });
        return BackfillOptions.of(set.options());
    }

    /** What a closing found: documents, or indexes, that are not as they should be. */
    public record Finalised(MigrationRecord record, Map<CompanyId, Long> remaining) {
        public Finalised {
            remaining = Map.copyOf(remaining);
        }
    }

    /**
     * Verifies all companies and closes the ledger; later code may rely on it then. Companies in
     * which something is left are marked, for a resume.
     *
     * @throws NightshiftException BACKFILL_STATE unless it is COMPLETE; ALREADY_RUNNING while a run
     *     is at work or paused; MIGRATION_CHANGED; VERIFICATION_FAILED when an index is gone, which
     *     a resume builds again
     */
    public Finalised finalise(PlatformContext context, String id) {
        Migration migration = catalogue.require(id);
        MigrationRecord record = migrations.show(context, id);
        requireClosable(record, record);
        BackfillRefusals.requireSame(migration, record);
        Map<CompanyId, Long> remaining =
                switch (migration) {
                    case DataMigration data -> remaining(context, data);
                    case SchemaMigration schema -> {
                        List<String> missing = missing(context, schema);
                        if (!missing.isEmpty()) {
                            throw reopened(context, schema, record, missing);
                        }
                        yield Map.of();
                    }
                };
        MigrationRecord closed =
                migrations.change(
                        context,
                        id,
                        now -> {
                            requireClosable(now, record);
                            return remaining.isEmpty()
                                    ? now.in(
                                            MigrationState.FINAL,
                                            now.stage(),
                                            "finalised by " + context.actor())
                                    : now.in(
                                            MigrationState.HALTED,
                                            now.stage(),
                                            "the verification found documents of %d companies"
                                                    .formatted(remaining.size()));
                        });
        return new Finalised(closed, remaining);
    }

    // A rollback of one company leaves the state as it is: what was verified before is no more so.
    private void requireClosable(MigrationRecord now, MigrationRecord seen) {
        if (now.state() != MigrationState.COMPLETE) {
            throw BackfillRefusals.state(now, "be finalised");
        }
        LastRun.requireRest(registry, now);
        if (now.runId() != seen.runId()) {
            throw new NightshiftException(
                    FailureCode.BACKFILL_STATE,
                    "Run %d of %s was at work while it was verified: it is not finalised."
                            .formatted(now.runId(), now.id()),
                    "Verify it again: nightshift backfill finalise %s".formatted(now.id()));
        }
    }

    private Map<CompanyId, Long> remaining(PlatformContext context, DataMigration migration) {
        List<CompanyId> ids = companies.list(context).stream().map(Company::id).toList();
        Map<CompanyId, CompanyRecord> records = ledger.find(context, migration.id(), ids);
        Map<CompanyId, Long> found = new java.util.TreeMap<>();
        for (CompanyId company : ids) {
            long left =
                    mongo.tenants()
                            .collection(context.in(company), migration.collection())
                            .patient()
                            .count(migration.verification());
            if (left == 0) {
                continue;
            }
            found.put(company, left);
            CompanyRecord record = records.get(company);
            if (record != null && record.state() == CompanyState.DONE) {
                ledger.save(
                        context.in(company),
                        record.change()
                                .state(CompanyState.FAILED)
                                .remaining(left)
                                .failure("the verification found %d documents".formatted(left))
                                .done());
            }
        }
        return found;
    }

    /** Every company is looked at again before the index is built again. */
    private NightshiftException reopened(
            PlatformContext context,
            SchemaMigration schema,
            MigrationRecord seen,
            List<String> missing) {
        String what =
                "The collection %s has no index %s."
                        .formatted(schema.collection(), String.join(", ", missing));
        migrations.change(
                context,
                schema.id(),
                now -> {
                    requireClosable(now, seen);
                    return now.in(MigrationState.HALTED, now.stage(), what);
                });
        List<CompanyId> ids = companies.list(context).stream().map(Company::id).toList();
        ledger.find(context, schema.id(), ids)
                .forEach(
                        (company, record) -> {
                            if (record.state() == CompanyState.DONE) {
                                ledger.save(
                                        context.in(company),
                                        record.change().state(CompanyState.PENDING).done());
                            }
                        });
        return new NightshiftException(
                FailureCode.VERIFICATION_FAILED,
                what,
                "Somebody dropped it. Build it again: nightshift backfill resume %s"
                        .formatted(schema.id()));
    }

    private List<String> missing(PlatformContext context, SchemaMigration schema) {
        var indexes = mongo.platform().indexes(context, schema.collection());
        List<String> missing = new ArrayList<>();
        for (IndexPlan plan : schema.indexes()) {
            if (!indexes.has(plan)) {
                missing.add(plan.name());
            }
        }
        return missing;
    }

    private RunRow activeRun(MigrationRecord record, String wish) {
        return run(record)
                .filter(run -> run.state().isActive())
                .orElseThrow(() -> BackfillRefusals.state(record, wish));
    }

    private Optional<RunRow> run(MigrationRecord record) {
        return LastRun.of(registry, record);
    }
}
