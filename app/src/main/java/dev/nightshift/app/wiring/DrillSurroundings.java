package dev.nightshift.app.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.drills.faults.Target;
import dev.nightshift.drills.job.DrillJob;
import dev.nightshift.drills.lab.Lab;
import dev.nightshift.drills.lab.LabSettings;
import dev.nightshift.drills.live.LiveLease;
import dev.nightshift.drills.live.LiveTarget;
import dev.nightshift.drills.live.MaintenanceWindow;
import dev.nightshift.drills.live.Preflight;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.requests.ServiceLoad;
import dev.nightshift.drills.surroundings.Claim;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.drills.watchdog.WorkFolder;
import dev.nightshift.jobs.backfill.BackfillJob;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a drill needs of this service: a lab or its servers, and what stands against it. */
final class DrillSurroundings implements Surroundings {
    private final PlatformContext context;
    private final Settings settings;
    private final PlatformStore platform;
    private final Endpoints endpoints;
    private final Supplier<RunRegistry> runs;
    private final Alerts alerts;
    private final Supplier<Optional<Double>> budgetLeft;
    private final InstantSource clock;

    DrillSurroundings(
            PlatformContext context,
            Settings settings,
            PlatformStore platform,
            Endpoints endpoints,
            Supplier<RunRegistry> runs,
            Alerts alerts,
            Supplier<Optional<Double>> budgetLeft,
            InstantSource clock) {
        this.budgetLeft = budgetLeft;
        this.context = context;
        this.settings = settings;
        this.platform = platform;
        this.endpoints = endpoints;
        this.runs = runs;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public List<Refusal> refusals() {
        return List.of(
                Preflight.nothingRuns(
                        () -> running(BackfillJob.NAME, run -> true), "A backfill is at work"),
                Preflight.nothingRuns(
                                () -> running(null, run -> !run.job().equals(DrillJob.NAME)),
                                "Runs are in progress")
                        .live(),
                Preflight.membersAreWell(() -> LiveTarget.members(endpoints)).live(),
                Preflight.budgetIsLeft(budgetLeft).live());
    }

    /** All of them, however many runs ended since they began. */
    private List<String> running(@Nullable String job, Predicate<RunRow> those) {
        RunRegistry all = runs.get();
        return Arrays.stream(RunState.values())
                .filter(RunState::isActive)
                .map(state -> new RunFilter(null, job, state, Integer.MAX_VALUE))
                .flatMap(filter -> all.list(filter).stream())
                .filter(those)
                .map(run -> "%s (run %d)".formatted(run.job(), run.runId()))
                .toList();
    }

    @Override
    public Subject open(DrillOrder order, WorkFolder work) {
        Target target =
                order.live()
                        ? LiveTarget.open(endpoints)
                        : Lab.start(work.path(), LabSettings.asDocumented(mongod(), clock));
        try {
            return new Subject(
                    target,
                    ServiceLoad.open(
                            target,
                            order.experiment().terms().companies(),
                            work.load(),
                            !order.live(),
                            clock));
        } catch (RuntimeException failed) {
            target.close();
            throw failed;
        }
    }

    private Optional<Path> mongod() {
        return settings.mongod()
                .or(
                        () ->
                                Arrays.stream(
                                                System.getenv()
                                                        .getOrDefault("PATH", "")
                                                        .split(File.pathSeparator))
                                        .filter(folder -> !folder.isEmpty())
                                        .map(folder -> Path.of(folder, "mongod"))
                                        .filter(Files::isExecutable)
                                        .findFirst());
    }

    @Override
    public List<Refusal> preflight(Subject subject) {
        return List.of(
                Preflight.canDo(() -> subject.target().faults()),
                Preflight.hasServers(() -> subject.target().servers()));
    }

    @Override
    public AutoCloseable mute(DrillOrder order, List<String> companies) {
        if (!order.live()) {
            return () -> {};
        }
        return MaintenanceWindow.open(
                alerts.mutes(),
                context,
                order.experiment().terms().alerts(),
                companies,
                order.isFeltByAll()
                        ? Optional.of(order.experiment().terms().lease())
                        : Optional.empty(),
                clock);
    }

    @Override
    public Claim claim(String drillId, DrillOrder order) {
        return order.live()
                ? LiveLease.take(platform, context, drillId, clock, System::nanoTime)
                : Claim.none();
    }

    @Override
    public String version() {
        try (var text = DrillSurroundings.class.getResourceAsStream("/nightshift-version.txt")) {
            return text == null ? "unknown" : new String(text.readAllBytes(), UTF_8).strip();
        } catch (IOException damaged) {
            return "unknown";
        }
    }
}
