package dev.nightshift.app.cli;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.app.cli.runs.RunWatch;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.app.wiring.Scheduling;
import dev.nightshift.jobs.backfill.Backfills;
import dev.nightshift.jobs.csvimport.CsvImports;
import dev.nightshift.jobs.csvimport.ImportUndos;
import dev.nightshift.jobs.registryvalidation.RegistryValidations;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.Runs;

import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.function.Function;

/**
 * What a command needs to start jobs: the application, how far its run is on {@code err}, and a
 * stop at a batch boundary when the process is asked to end. Used by one thread.
 */
public final class Jobs implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final ConfigurableApplicationContext application;
    private final Surroundings surroundings;

    /**
     * @param stopping what is said when the process is asked to end
     */
    Jobs(ConfigurableApplicationContext application, Surroundings surroundings, String stopping) {
        this.application = application;
        this.surroundings = surroundings;
        surroundings
                .stopSignal()
                .onStop(
                        () -> {
                            surroundings.err().println(stopping);
                            runs().starter().stopAll(PATIENCE);
                        });
    }

    /** Starts imports. */
    public CsvImports imports() {
        return application.getBean(CsvImports.class);
    }

    /** Takes imports back. */
    public ImportUndos undos() {
        return application.getBean(ImportUndos.class);
    }

    /** Starts and takes back backfills. */
    public Backfills backfills() {
        return application.getBean(Backfills.class);
    }

    /** Validates the registry. */
    public RegistryValidations validations() {
        return application.getBean(RegistryValidations.class);
    }

    /** What schedules are made of. */
    public Scheduling scheduling() {
        return application.getBean(Scheduling.class);
    }

    /** Alerts of this process. */
    public Alerts alerts() {
        return application.getBean(Alerts.class);
    }

    /** Starts and restarts any job. */
    public Runs runs() {
        return application.getBean(Runs.class);
    }

    /** Runs a job while its progress is shown. */
    public <T> T watched(Function<RunListener, T> job) {
        try (RunWatch watch = new RunWatch(runs().registry(), surroundings)) {
            return job.apply(
                    new RunListener() {
                        @Override
                        public void waitingFor(long runId, long otherRunId) {
                            surroundings
                                    .err()
                                    .println(
                                            "run %d waits for run %d to end"
                                                    .formatted(runId, otherRunId));
                        }

                        @Override
                        public void began(long runId) {
                            watch.show(runId);
                        }
                    });
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
