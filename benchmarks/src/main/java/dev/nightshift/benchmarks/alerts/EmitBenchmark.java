package dev.nightshift.benchmarks.alerts;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Endpoints;
import dev.nightshift.platform.stack.Stack;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a caller waits for an emit, with its journal on a real disk: while MongoDB and Redis are
 * there, and while both are away. Some thousand emits a second, so that the recorder is at work
 * too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EmitBenchmark {
    /** Where the stores and the journal are. */
    static final String DATA_DIR = "nightshift.benchmark.data";

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    @Param({"up", "away"})
    private String stores = "up";

    private @Nullable Opened opened;

    private record Opened(
            MongoStores mongo, RedisStores redis, Alerts alerts, TenantContext context) {}

    @Setup
    public void open() throws InterruptedException {
        Settings settings =
                Settings.from(
                        Map.of(
                                "NIGHTSHIFT_DATA_DIR",
                                Objects.requireNonNull(System.getProperty(DATA_DIR))));
        Stack stack = new Stack(settings);
        Endpoints endpoints = stack.endpoints();
        MongoStores mongo = MongoStores.open(endpoints.mongodbUri());
        RedisStores redis = RedisStores.open(endpoints.redisUri());
        Path journals = settings.dataDir().resolve(stores);
        Alerts alerts =
                Alerts.open(
                        journals,
                        mongo,
                        redis,
                        () -> RegistryLoader.shipped().registry(),
                        InstantSource.system());
        TenantContext context =
                new TenantContext(new CompanyId("demo"), "request", "benchmark", "benchmark");
        alerts.sendAlert(context, alert());
        var _ = alerts.flush(Duration.ofSeconds(10));
        if (stores.equals("away")) {
            var _ = stack.stop();
        }
        opened = new Opened(mongo, redis, alerts, context);
    }

    private static Alert alert() {
        return Alert.of("NOTES_SAVE_DB_ERROR", Severity.WARNING, "A note could not be saved.");
    }

    /** Not part of what is measured. */
    @Setup(Level.Invocation)
    public void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Benchmark
    public void emit() {
        Opened now = Objects.requireNonNull(opened);
        now.alerts().sendAlert(now.context(), alert());
    }

    @TearDown
    public void close() {
        Opened now = Objects.requireNonNull(opened);
        now.alerts().close();
        now.redis().close();
        now.mongo().close();
    }
}
