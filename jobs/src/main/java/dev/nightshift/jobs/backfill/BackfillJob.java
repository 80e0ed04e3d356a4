package dev.nightshift.jobs.backfill;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.jobs.backfill.company.task.Surroundings;
import dev.nightshift.jobs.backfill.load.BatchSize;
import dev.nightshift.jobs.backfill.load.Pace;
import dev.nightshift.jobs.backfill.load.Slots;
import dev.nightshift.jobs.backfill.load.Throttle;
import dev.nightshift.jobs.backfill.stages.Gates;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.migrations.Catalogue;
import dev.nightshift.migrations.Migration;
import dev.nightshift.migrations.SchemaMigration;
import dev.nightshift.migrations.ledger.CompanyLedger;
import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.MigrationLedger;
import dev.nightshift.migrations.ledger.MigrationRecord;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.springframework.batch.core.job.Job;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Applies a migration to every company, plans that, or takes it back: one step, in which a crew of
 * threads takes company after company ({@link Crew}), each read by {@code _id}, transformed and
 * written in batches ({@code company.ApplyTask}), stage by stage ({@link ApplyCourse}).
 *
 * <p>Thread-safe. The position of each company is in its ledger and not in the job repository, so
 * that a run that died, one that was paused, and a new run all go on where the company stands.
 */
public final class BackfillJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "backfill";

    static final String MIGRATION = "migration";
    static final String MODE = "mode";
    static final String COMPANY = "company";
    static final String FORCE = "force";

    /** Of a run that goes on with what an earlier one began. */
    static final String GOES_ON = "goesOn";

    /** The companies that such a run takes in. */
    static final String INCLUDED = "included";

    private final Parts parts;
    private final Consumer<PlatformContext> undisturbed;

    /** What plans found that somebody in this process waits for. */
    private final Map<Long, Optional<PlanReport>> plans = new ConcurrentHashMap<>();

    /** What a run does. */
    enum Mode {
        PLAN,
        APPLY,
        ROLLBACK
    }

    /**
     * What the job stands on; the caller closes the stores.
     *
     * @param catalogue the migrations there are
     * @param alertStore asked for the CRITICAL alerts of a stage's companies
     * @param alerts told of companies and gates
     */
    public record Parts(
            Catalogue catalogue,
            MigrationLedger migrations,
            CompanyLedger ledger,
            Companies companies,
            MongoStores mongo,
            TenantCache cache,
            AlertStore alertStore,
            AlertService alerts,
            InstantSource clock) {}

    /** With nothing that ever stands against a run. */
    public BackfillJob(Parts parts) {
        this(parts, context -> {});
    }

    /**
     * @param undisturbed throws when documents must not be written for now, because somebody breaks
     *     the servers on purpose
     */
    public BackfillJob(Parts parts, Consumer<PlatformContext> undisturbed) {
        this.parts = parts;
        this.undisturbed = undisturbed;
    }

    @Override
    public String name() {
        return NAME;
    }

    Parts parts() {
        return parts;
    }

    /** Whether a run works, or worked, at that migration; one that only plans does not. */
    public static boolean worksAt(RunRow run, MigrationRecord record) {
        Map<String, String> parameters = run.parameters();
        return run.job().equals(NAME)
                && record.id().equals(parameters.get(MIGRATION))
                && !Mode.PLAN.name().equals(parameters.get(MODE));
    }

    /** Whether it is a rollback's run. */
    public static boolean isRollback(RunRow run) {
        return Mode.ROLLBACK.name().equals(run.parameters().get(MODE));
    }

    /** Keeps what that run finds until it is forgotten. */
    void awaitPlan(long runId) {
        plans.put(runId, Optional.empty());
    }

    /** What that run found; empty when it is not done. */
    Optional<PlanReport> plan(long runId) {
        return plans.getOrDefault(runId, Optional.empty());
    }

    void forgetPlan(long runId) {
        plans.remove(runId);
    }

    @Override
    public Optional<String> heldBack(PlatformContext context, RunRow run) {
        String id = run.parameters().getOrDefault(MIGRATION, "");
        MigrationRecord record = parts.migrations().show(context, id);
        return switch (Mode.valueOf(run.parameters().getOrDefault(MODE, ""))) {
            case PLAN -> Optional.of("a plan is for those who asked for it");
            case APPLY ->
                    replaced(record, run)
                            .or(
                                    () ->
                                            switch (record.state()) {
                                                case NEW, STARTED, ROLLED_BACK -> Optional.empty();
                                                case WAITING,
                                                        HALTED,
                                                        CANCELLED,
                                                        COMPLETE,
                                                        ROLLING_BACK,
                                                        FINAL ->
                                                        Optional.of(
                                                                "%s is %s"
                                                                        .formatted(
                                                                                id,
                                                                                record.state()));
                                            });
            case ROLLBACK -> replaced(record, run);
        };
    }

    private static Optional<String> replaced(MigrationRecord record, RunRow run) {
        return record.runId() > run.runId()
                ? Optional.of("run %d came after it".formatted(record.runId()))
                : Optional.empty();
    }

    /** A plan writes no document: nothing stands against it. */
    @Override
    public void admit(PlatformContext context, Map<String, String> parameters) {
        if (!Mode.PLAN.name().equals(parameters.get(MODE))) {
            undisturbed.accept(context);
        }
    }

    @Override
    public Job job(RunHandle run) {
        // Again, now that others can see the run: of two that begin at once one sees the other.
        admit(run.platform(), run.parameters());
        Migration migration =
                parts.catalogue().require(run.parameters().getOrDefault(MIGRATION, ""));
        Mode mode = Mode.valueOf(run.parameters().getOrDefault(MODE, ""));
        BackfillOptions options = BackfillOptions.of(run.parameters());
        Throttle throttle =
                new Throttle(
                        new BatchSize(options.batch()),
                        new Pace(options.rate(), System::nanoTime),
                        new Slots(options.concurrency()));
        Surroundings around =
                new Surroundings(
                        run,
                        parts.mongo(),
                        parts.cache(),
                        parts.ledger(),
                        parts.alerts(),
                        throttle,
                        parts.clock());
        Consumer<Throttle> limits = limits(run, migration, mode);
        Course course = course(run, migration, mode, around);
        limits.accept(throttle);
        return run.job(
                run.<RunProgress, RunProgress>chunkStep(NAME, 1)
                        .reader(new CourseReader(run, course, throttle, parts.mongo(), limits))
                        .writer(progress -> {})
                        .build());
    }

    private Course course(RunHandle run, Migration migration, Mode mode, Surroundings around) {
        return switch (mode) {
            case PLAN ->
                    new PlanCourse(
                            parts,
                            migration,
                            around,
                            report ->
                                    plans.computeIfPresent(
                                            run.runId(), (id, none) -> Optional.of(report)));
            case APPLY ->
                    new ApplyCourse(
                            parts,
                            migration,
                            around,
                            options ->
                                    new Gates(
                                            parts.alertStore(),
                                            migration instanceof SchemaMigration
                                                    ? 0
                                                    : options.maxErrorPercent()));
            case ROLLBACK -> new RollbackCourse(parts, migration, around);
        };
    }

    /** What operators set while it runs is kept with the migration; a plan keeps its own. */
    private Consumer<Throttle> limits(RunHandle run, Migration migration, Mode mode) {
        return switch (mode) {
            case PLAN -> throttle -> {};
            case APPLY, ROLLBACK ->
                    throttle -> {
                        BackfillOptions now =
                                BackfillOptions.of(
                                        parts.migrations()
                                                .show(run.platform(), migration.id())
                                                .options());
                        throttle.limits(now.rate(), now.concurrency());
                    };
        };
    }

    /** The newest records of these companies, made where there are none. */
    static List<CompanyRecord> records(
            Parts parts,
            RunHandle run,
            String migration,
            dev.nightshift.jobs.backfill.stages.StagePlan plan) {
        var companies = plan.all();
        var ids = companies.stream().map(company -> company.id()).toList();
        var stored = parts.ledger().find(run.platform(), migration, ids);
        Map<CompanyId, Integer> stages = plan.byCompany();
        return ids.stream()
                .map(
                        id -> {
                            int stage = stages.getOrDefault(id, 0);
                            CompanyRecord record = stored.get(id);
                            return record == null
                                    ? CompanyRecord.pending(id, migration, stage)
                                    : record.change().stage(stage).done();
                        })
                .toList();
    }
}
