package dev.nightshift.jobs.runs.takeup;

import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Runs that ended with their process: they go on where they stood. Not those of schedules, which go
 * on with their schedule; not those that were to rest, that were taken from their process, whose
 * job holds them back, or that died too often or too long ago: these wait for a person.
 * Thread-safe, across processes too: of several that see one, one takes it up.
 */
public final class LeftRuns {
    /** What died before that is nobody's surprise any more. */
    private static final Duration LATELY = Duration.ofHours(24);

    private static final Logger log = LoggerFactory.getLogger(LeftRuns.class);

    private final Runs runs;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** Of these runs. */
    public LeftRuns(Runs runs) {
        this.runs = runs;
    }

    /** Lets them go on; one that another process was faster with is left to it. */
    public void takeUp(String actor, Executor executor) {
        for (RunRow run : runs.registry().left(LATELY, Takers.prefix(actor), Takers.SCHEDULES)) {
            try {
                takeUp(run, Takers.onBehalf(actor, run), executor);
            } catch (NightshiftException refused) {
                if (told.add(run.runId() + "/" + run.attempts())) {
                    log.atInfo()
                            .addKeyValue("runId", run.runId())
                            .addKeyValue("event", "run.left")
                            .log("not taken up: {}", refused.message());
                }
            }
        }
    }

    private void takeUp(RunRow run, String actor, Executor executor) {
        runs.starter()
                .takeUp(run, actor, UUID.randomUUID().toString(), executor)
                .ifPresent(
                        taken ->
                                log.atWarn()
                                        .addKeyValue("runId", taken.runId())
                                        .addKeyValue("job", run.job())
                                        .addKeyValue("companyId", run.companyId())
                                        .addKeyValue("attempt", run.attempts() + 1)
                                        .addKeyValue("actor", actor)
                                        .addKeyValue("event", "run.taken_up")
                                        .log("Goes on where it stood: {}", run.stateReason()));
    }
}
