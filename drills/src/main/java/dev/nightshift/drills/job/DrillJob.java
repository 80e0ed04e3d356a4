package dev.nightshift.drills.job;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalArchive;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.DrillResult;
import dev.nightshift.drills.order.DrillState;
import dev.nightshift.drills.order.StopSource;
import dev.nightshift.drills.report.Evidence;
import dev.nightshift.drills.run.Drills;
import dev.nightshift.drills.surroundings.Surroundings;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.PlatformContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs one drill, then copies its journal to MongoDB. A stop ends the drill early and heals; a
 * drill is not continued: a run of it that died is healed by its watchdog, and run anew.
 * Thread-safe.
 */
public final class DrillJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "drill";

    /** Parameter: the experiment's name. */
    public static final String EXPERIMENT = "experiment";

    private static final String LIVE = "live";
    private static final String PARTICIPANTS = "participants";
    private static final String PACE = "pace";
    private static final Logger log = LoggerFactory.getLogger(DrillJob.class);

    private final Supplier<Experiments> experiments;
    private final Drills drills;
    private final Function<PlatformContext, Surroundings> surroundings;
    private final Function<PlatformContext, JournalArchive> archive;

    /**
     * @param experiments read anew for each drill
     */
    public DrillJob(
            Supplier<Experiments> experiments,
            Drills drills,
            Function<PlatformContext, Surroundings> surroundings,
            Function<PlatformContext, JournalArchive> archive) {
        this.experiments = experiments;
        this.drills = drills;
        this.surroundings = surroundings;
        this.archive = archive;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> heldBack(PlatformContext context, RunRow run) {
        return Optional.of("a drill is not continued where it was cut");
    }

    /** What is asked for: one drill of that experiment at a time. */
    public static RunRequest request(PlatformContext context, DrillOrder order) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(EXPERIMENT, order.experiment().name());
        parameters.put(LIVE, String.valueOf(order.live()));
        parameters.put(PARTICIPANTS, String.join("\n", order.participants()));
        parameters.put(PACE, String.valueOf(order.pace()));
        return RunRequest.forPlatform(NAME, context, order.experiment().name()).with(parameters);
    }

    /**
     * A drill in the lab, as a schedule asks for it: where two are due at the same time, one waits
     * for the other.
     */
    public static RunRequest request(PlatformContext context, String experiment) {
        return RunRequest.forPlatform(NAME, context, experiment)
                .with(EXPERIMENT, experiment)
                .exclusive(NAME);
    }

    @Override
    public Job job(RunHandle run) {
        return run.job(
                new StepBuilder("drill", run.repository())
                        .tasklet(
                                (contribution, chunk) -> {
                                    drill(run);
                                    return RepeatStatus.FINISHED;
                                },
                                // The journal is the record; nothing of a drill is to be undone by
                                // a transaction.
                                new ResourcelessTransactionManager())
                        .build());
    }

    private void drill(RunHandle run) throws JobInterruptedException {
        if (run.attempt() > 1) {
            throw new NightshiftException(
                    FailureCode.DRILL_REFUSED,
                    "A drill is not continued where it was cut.",
                    "Its faults are healed. Run it anew: nightshift drill run %s"
                            .formatted(run.parameters().get(EXPERIMENT)));
        }
        DrillOrder order = order(run);
        StopSource stop =
                () -> run.stopRequested() ? Optional.of("asked to end") : Optional.<String>empty();
        DrillResult result;
        try {
            result = drills.run(order, surroundings.apply(run.platform()), stop);
        } finally {
            copy(run);
        }
        run.artefact("drill", result.drillId());
        run.artefact("state", result.state().name());
        run.artefact("folder", result.folder().toString());
        run.artefact("head", result.head());
        count(run, result);
        if (result.state() == DrillState.ABORTED) {
            // A run that was asked to stop ends as STOPPED; one that ended itself says why.
            run.checkpoint();
        }
        if (result.state() != DrillState.PASSED) {
            throw new NightshiftException(
                    result.state().failureCode(),
                    "The drill %s: %s.".formatted(result.state().words(), result.reason()),
                    "Read its report: nightshift drill report %s".formatted(result.drillId()));
        }
    }

    private DrillOrder order(RunHandle run) {
        Map<String, String> asked = run.parameters();
        Experiment experiment = experiments.get().show(asked.getOrDefault(EXPERIMENT, ""));
        List<String> participants =
                Arrays.stream(asked.getOrDefault(PARTICIPANTS, "").split("\n"))
                        .filter(name -> !name.isBlank())
                        .toList();
        return new DrillOrder(
                experiment,
                Boolean.parseBoolean(asked.getOrDefault(LIVE, "false")),
                run.platform().actor(),
                participants,
                Double.parseDouble(asked.getOrDefault(PACE, "1")));
    }

    private static void count(RunHandle run, DrillResult result) {
        Evidence evidence = Evidence.of(Chain.read(result.folder().resolve(Journal.FILE)));
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "requests",
                        "failed",
                        "notSent",
                        "refused",
                        "unknown",
                        "acknowledged",
                        "lost",
                        "ghost",
                        "duplicate")) {
            Long counted = evidence.counted(name);
            if (counted != null) {
                counts.put(name, counted);
            }
        }
        Long rto = evidence.rtoMs();
        if (rto != null) {
            counts.put("rtoMs", rto);
        }
        run.progress(new RunProgress(counts, 1, 1L));
    }

    /** Local disk was first; what cannot be copied now is copied after the next drill. */
    private void copy(RunHandle run) {
        try {
            for (Path changed : archive.apply(run.platform()).copyLeft(drills.folders())) {
                log.atError()
                        .addKeyValue("module", "drills")
                        .addKeyValue("event", "journal.changed")
                        .log("The journal in {} was changed since it was copied.", changed);
            }
        } catch (NightshiftException away) {
            log.atWarn()
                    .addKeyValue("module", "drills")
                    .addKeyValue("event", "journal.not_copied")
                    .setCause(away)
                    .log("Journals of drills are on disk only; they are copied after the next.");
        }
    }
}
