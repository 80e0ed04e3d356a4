package dev.nightshift.app.cli.runs;

import dev.nightshift.app.terminal.Progress;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.jobs.runs.RunRegistry;
import dev.nightshift.jobs.runs.follow.RunFollower;
import dev.nightshift.jobs.runs.follow.RunSnapshot;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Shows how far a run is, of this process or another, by asking for it every so often. */
public final class RunWatch implements AutoCloseable {
    private static final long POLL_MILLIS = 500;

    private final RunRegistry registry;
    private final Progress progress;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Shows it on {@code err}. */
    public RunWatch(RunRegistry registry, Surroundings surroundings) {
        this.registry = registry;
        this.progress = new Progress(surroundings);
    }

    /** Shows a run on a thread of its own until this is closed. */
    public void show(long runId) {
        Thread.ofPlatform()
                .daemon()
                .name("run-watch")
                .start(
                        () -> {
                            try {
                                untilAtRest(runId);
                            } catch (InterruptedException | NightshiftException away) {
                                // Whoever runs it tells the operator; this only shows.
                            }
                        });
    }

    /** Waits for the run to rest; returns it as it was last seen when this is closed before. */
    RunRow untilAtRest(long runId) throws InterruptedException {
        RunFollower follower = registry.follow(runId);
        RunSnapshot seen = follower.poll();
        while (!seen.isAtRest()) {
            RunRow run = seen.run();
            progress.at(run.job(), run.done(), run.total(), Pace.news(seen));
            if (closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                break;
            }
            seen = follower.poll();
        }
        return seen.run();
    }

    @Override
    public void close() {
        closed.countDown();
        progress.close();
    }
}
