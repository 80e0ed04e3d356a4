package dev.nightshift.drills.requests;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.emit.Counters;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.jobs.csvimport.CsvImportJob;
import dev.nightshift.jobs.csvimport.CsvImports;
import dev.nightshift.jobs.csvimport.ImportLedger;
import dev.nightshift.jobs.csvimport.ImportTargets;
import dev.nightshift.jobs.csvimport.Inspections;
import dev.nightshift.jobs.csvimport.Spool;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.Runs;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.takeup.ReadOnlyPauses;
import dev.nightshift.jobs.runs.takeup.Recovery;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Alerts and an import beside the load, in the lab. Thread-safe. */
interface SideWork extends AutoCloseable {
    /** Begins. */
    void start();

    /** Whether alerts are emitted. */
    boolean emits();

    /** Emits an alert of that number, and once more one that was emitted a second ago. */
    void emit(int number);

    /** Alerts that were emitted twice. */
    long alertsRepeated();

    /** Of these, told twice; asked for after the end. */
    long alertsToldTwice();

    /** Whether the import works, waits or is done: it has not failed. */
    boolean isAlive();

    /** What was done, in words for a report. */
    Map<String, Long> counts();

    /** Ends what goes on and waits for what was handed over. */
    void finish();

    @Override
    void close();

    /** Nothing beside the load. */
    static SideWork none() {
        return new SideWork() {
            @Override
            public void start() {}

            @Override
            public boolean emits() {
                return false;
            }

            @Override
            public void emit(int number) {}

            @Override
            public long alertsRepeated() {
                return 0;
            }

            @Override
            public long alertsToldTwice() {
                return 0;
            }

            @Override
            public boolean isAlive() {
                return true;
            }

            @Override
            public Map<String, Long> counts() {
                return Map.of();
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    /** Alerts and an import of this company. */
    static SideWork of(
            MongoStores mongo,
            RedisStores redis,
            TenantCache cache,
            Companies companies,
            TenantContext company,
            Path folder,
            InstantSource clock) {
        return new Importing(mongo, redis, cache, companies, company, folder, clock);
    }

    /** The real thing. */
    final class Importing implements SideWork {
        private static final Logger log = LoggerFactory.getLogger(SideWork.class);
        private static final int LOOK_MILLIS = 100;
        private static final int ROWS = 250;

        /**
         * From one file to the next: a lab keeps what is written in this process's memory, three
         * times, and a drill may last.
         */
        private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

        private static final String MODULE = "DRILL_LOAD_";

        /** How many alerts there are between one and its repeat. */
        private static final int APART = 2;

        private static final String CODE = "NIGHTSHIFT_DRILL_RUN_FAILED";
        private static final Duration PATIENCE = Duration.ofSeconds(10);

        private final Alerts alerts;
        private final Runs runs;
        private final CsvImports imports;
        private final Spool spool;
        private final MongoStores mongo;
        private final TenantContext company;
        private final Path folder;
        private final ExecutorService importing =
                Executors.newSingleThreadExecutor(
                        task -> Thread.ofPlatform().daemon().name("drill-import").unstarted(task));
        private final AtomicLong files = new AtomicLong();
        private final AtomicLong paused = new AtomicLong();
        private final AtomicLong repeated = new AtomicLong();
        private volatile boolean failed;
        private volatile boolean ended;

        Importing(
                MongoStores mongo,
                RedisStores redis,
                TenantCache cache,
                Companies companies,
                TenantContext company,
                Path folder,
                InstantSource clock) {
            this.mongo = mongo;
            this.company = company;
            this.folder = folder;
            Settings settings = Settings.from(Map.of("NIGHTSHIFT_DATA_DIR", folder.toString()));
            this.alerts =
                    Alerts.open(
                            folder, mongo, redis, () -> RegistryLoader.shipped().orThrow(), clock);
            Inspections inspections = new Inspections(settings);
            ImportLedger ledger = new ImportLedger(mongo.tenants());
            ImportTargets targets = new ImportTargets(mongo.tenants(), cache, settings);
            // The relational store is not what is broken: it lives in this process.
            this.runs =
                    Runs.open(
                            new Endpoints(
                                    "",
                                    "",
                                    "jdbc:h2:mem:drill_%d;DB_CLOSE_DELAY=-1"
                                            .formatted(System.nanoTime()),
                                    "sa",
                                    "",
                                    "the drill's own runs"),
                            List.of(new CsvImportJob(inspections, ledger, targets, clock)),
                            alerts);
            this.spool = new Spool(folder, InputStream::nullInputStream);
            this.imports = new CsvImports(companies, inspections, ledger, runs.starter(), spool);
        }

        @Override
        public void start() {
            importing.execute(this::importFiles);
        }

        @Override
        public boolean emits() {
            return true;
        }

        /** Half of them are repeats: of the alert before the last, so that it is told already. */
        @Override
        public void emit(int number) {
            if (number % 2 == 0) {
                send(number / 2);
            } else if (number / 2 >= APART) {
                send(number / 2 - APART);
                repeated.incrementAndGet();
            }
        }

        /** Each is a matter of its own: its module tells it from the others. */
        private void send(int matter) {
            alerts.sendAlert(
                    company,
                    Alert.of(CODE, Severity.WARNING, "An alert of the load of a drill.")
                            .withPlace("NIGHTSHIFT", MODULE + matter));
        }

        @Override
        public long alertsRepeated() {
            return repeated.get();
        }

        @Override
        public long alertsToldTwice() {
            return alerts.store().list(company, new Document("code", CODE), 0).stream()
                    .filter(alert -> alert.getString("module").startsWith(MODULE))
                    .mapToLong(alert -> alert.get("occurrences", Number.class).longValue() - 1)
                    .sum();
        }

        private void importFiles() {
            while (!ended) {
                long next = System.nanoTime() + EVERY_NANOS;
                try {
                    Path file = file(files.incrementAndGet());
                    var _ =
                            imports.run(
                                    new ImportRequest(
                                            company, file.toString(), ImportOptions.defaults()),
                                    new RunListener() {});
                    settle();
                } catch (NightshiftException refused) {
                    // Before a run there is nothing that could fail: it is tried again.
                    if (refused.code() != FailureCode.MONGODB_READ_ONLY
                            && refused.code() != FailureCode.MONGODB_UNAVAILABLE) {
                        failed = true;
                        log.atError().setCause(refused).log("the drill's import is refused");
                        return;
                    }
                } catch (IOException | RuntimeException unexpected) {
                    failed = true;
                    log.atError().setCause(unexpected).log("the drill's import failed");
                    return;
                }
                while (!ended && System.nanoTime() - next < 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
                }
            }
        }

        /** A run that paused goes on as soon as it can; one that failed says so. */
        private void settle() {
            ReadOnlyPauses pauses = new ReadOnlyPauses(runs);
            pauses.waiting().forEach(run -> paused.incrementAndGet());
            Recovery recovery =
                    new Recovery(pauses, Optional.empty(), mongo::mode, "drill", Runnable::run);
            while (!ended && !pauses.waiting().isEmpty()) {
                recovery.look();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            }
            failed |=
                    runs.registry().list(RunFilter.newest(1)).stream()
                            .anyMatch(run -> run.state() == RunState.FAILED);
        }

        /** Every row is a new lead, so that each is written. */
        private Path file(long number) throws IOException {
            PrivateFiles.directory(folder);
            Path file = PrivateFiles.file(folder.resolve("drill-%d.csv".formatted(number)));
            try (BufferedWriter rows = Files.newBufferedWriter(file)) {
                rows.write("first_name,last_name,email\n");
                for (int row = 0; row < ROWS; row++) {
                    rows.write("Drill,Row%d,drill.%d.%d@example.com\n".formatted(row, number, row));
                }
            }
            return file;
        }

        @Override
        public boolean isAlive() {
            return !failed;
        }

        @Override
        public Map<String, Long> counts() {
            Counters told = alerts.counters();
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("Files imported, the last one perhaps in part", files.get());
            counts.put("Imports that paused and went on", paused.get());
            counts.put("Alerts emitted", told.emitted());
            counts.put("Alerts recorded, repeats among them", told.recorded() + told.suppressed());
            counts.put("Alerts lost", told.lost());
            return counts;
        }

        @Override
        public void finish() {
            ended = true;
            var _ = runs.starter().stopAll(PATIENCE);
            try {
                if (!alerts.flush(PATIENCE)) {
                    log.atWarn().log("alerts of the drill still wait");
                }
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            ended = true;
            var _ = runs.starter().stopAll(PATIENCE);
            importing.shutdownNow();
            runs.close();
            alerts.close();
        }
    }
}
