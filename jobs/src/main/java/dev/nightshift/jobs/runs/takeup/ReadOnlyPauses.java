package dev.nightshift.jobs.runs.takeup;

import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunEnd;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.runs.RunState;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.Executor;

/**
 * Runs that rest because MongoDB took no writes: they go on when it does again. Those that a person
 * paused stay where they are. Thread-safe.
 */
public final class ReadOnlyPauses {
    private static final Logger log = LoggerFactory.getLogger(ReadOnlyPauses.class);

    private final Runs runs;

    /** Of these runs. */
    public ReadOnlyPauses(Runs runs) {
        this.runs = runs;
    }

    /** Those that wait. */
    public List<RunRow> waiting() {
        return runs
                .registry()
                .list(new RunFilter(null, null, RunState.PAUSED, Integer.MAX_VALUE))
                .stream()
                .filter(run -> run.stateReason().equals(RunEnd.READ_ONLY))
                .toList();
    }

    /** Lets them go on; one that another process was faster with is left to it. */
    public void resume(String actor, String requestId, Executor executor) {
        for (RunRow run : waiting()) {
            try {
                var _ =
                        runs.starter()
                                .takeUp(run, Takers.onBehalf(actor, run), requestId, executor);
            } catch (NightshiftException taken) {
                log.atInfo()
                        .addKeyValue("runId", run.runId())
                        .log("not resumed: {}", taken.message());
            }
        }
    }
}
