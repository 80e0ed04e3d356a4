package dev.nightshift.alerts.storm;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.emit.Counters;
import dev.nightshift.alerts.escalation.Escalations;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.Gateways;
import dev.nightshift.alerts.store.Totals;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.TcpProxy;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Alerts by the thousand, while MongoDB, Redis and the mail server are each away for a while, and a
 * second process is killed with what it had emitted. Used once.
 */
public final class Storm {
    private static final int THREADS = 2;
    private static final int TICKS_A_SECOND = 100;
    private static final Duration DRAIN = Duration.ofMinutes(5);
    private static final Document NONE = new Document();

    private final StormPlan plan;
    private final EmbeddedStack stores;
    private final InstantSource clock;
    private final List<TenantContext> companies;
    private final AtomicLong numbers = new AtomicLong();
    private final LongAdder failedCallers = new LongAdder();
    private final EmitTimes times = new EmitTimes();
    private volatile Duration ahead = Duration.ZERO;
    private long heapBefore;
    private long heapGrowth;
    private long journalPeak;

    private Storm(StormPlan plan, EmbeddedStack stores, InstantSource clock) {
        this.clock = clock;
        this.plan = plan;
        this.stores = stores;
        this.companies =
                IntStream.range(0, plan.companies()).mapToObj(StormAlerts::company).toList();
    }

    /** Makes the storm and waits until it is over. */
    public static StormReport run(StormPlan plan, EmbeddedStack stores, InstantSource clock)
            throws IOException, InterruptedException {
        return new Storm(plan, stores, clock).run();
    }

    private StormReport run() throws IOException, InterruptedException {
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        mail.start();
        URI mongodb = URI.create(stores.endpoints().mongodbUri());
        URI redis = URI.create(stores.endpoints().redisUri());
        try (TcpProxy mongodbProxy = new TcpProxy(mongodb.getPort());
                TcpProxy redisProxy = new TcpProxy(redis.getPort());
                TcpProxy mailProxy = new TcpProxy(mail.getSmtp().getPort());
                MongoStores mongo = MongoStores.open(through(mongodb, mongodbProxy));
                RedisStores caches = RedisStores.open(through(redis, redisProxy));
                Alerts alerts =
                        Alerts.open(
                                stores.dataDir(),
                                mongo,
                                caches,
                                () -> RegistryLoader.shipped().registry(),
                                () -> clock.instant().plus(ahead))) {
            ContactBook book = book(mailProxy.port());
            Process orphan = orphan(through(mongodb, mongodbProxy), through(redis, redisProxy));
            try (BufferedReader said = orphan.inputReader()) {
                said.readLine();
                heapBefore = heap();
                rage(alerts, book, List.of(mongodbProxy, redisProxy, mailProxy), orphan, said);
            } finally {
                orphan.destroyForcibly().waitFor();
            }
            return settle(alerts, book);
        } finally {
            mail.stop();
        }
    }

    private static String through(URI server, TcpProxy proxy) {
        return server.toString().replace(":" + server.getPort(), ":" + proxy.port());
    }

    private static ContactBook book(int smtpPort) {
        return new ContactBook(
                new Gateways(
                        Optional.of(
                                new Gateways.Smtp(
                                        "127.0.0.1",
                                        smtpPort,
                                        "night@shift.example",
                                        "",
                                        "",
                                        false)),
                        Optional.empty(),
                        Gateways.PAGERDUTY),
                List.of(
                        new Contact(
                                "on-call",
                                List.of("*"),
                                Map.of(ChannelKind.EMAIL, "on-call@shift.example"),
                                Optional.empty())),
                List.of());
    }

    private Process orphan(String mongodbUri, String redisUri) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StormProcess.class.getName(),
                        mongodbUri,
                        redisUri,
                        stores.dataDir().toString(),
                        Integer.toString(plan.orphans()),
                        Integer.toString(plan.companies()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void rage(
            Alerts alerts,
            ContactBook book,
            List<TcpProxy> servers,
            Process orphan,
            BufferedReader orphanSaid)
            throws IOException, InterruptedException {
        Escalations escalations = alerts.escalations(book);
        try (ScheduledExecutorService callers = Executors.newScheduledThreadPool(THREADS);
                ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor()) {
            for (int thread = 0; thread < THREADS; thread++) {
                var _ =
                        callers.scheduleAtFixedRate(
                                () -> tick(alerts),
                                0,
                                1_000_000 / TICKS_A_SECOND,
                                TimeUnit.MICROSECONDS);
            }
            var _ =
                    teller.scheduleWithFixedDelay(
                            () -> pass(escalations), 200, 500, TimeUnit.MILLISECONDS);
            await(plan.phase());
            for (TcpProxy server : servers) {
                server.down();
                if (server == servers.getFirst()) {
                    orphan.outputWriter().append('\n').flush();
                    orphanSaid.readLine();
                    orphan.destroyForcibly();
                }
                await(plan.phase());
                measure(alerts);
                server.up();
            }
            await(plan.phase());
            measure(alerts);
            callers.shutdownNow();
            teller.shutdown();
        }
    }

    private void tick(Alerts alerts) {
        int burst = plan.perSecond() / TICKS_A_SECOND / THREADS;
        for (int one = 0; one < burst; one++) {
            long number = numbers.getAndIncrement();
            long began = System.nanoTime();
            try {
                StormAlerts.send(alerts, number, plan.companies());
            } catch (RuntimeException harmed) {
                failedCallers.increment();
            }
            times.add(System.nanoTime() - began);
        }
    }

    private void pass(Escalations escalations) {
        try {
            var _ = escalations.pass(companies);
        } catch (RuntimeException away) {
            // MongoDB is; the next pass does what this one could not.
        }
    }

    private void measure(Alerts alerts) {
        heapGrowth = Math.max(heapGrowth, heap() - heapBefore);
        journalPeak = Math.max(journalPeak, alerts.counters().pendingBytes());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void await(Duration time) throws InterruptedException {
        var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private StormReport settle(Alerts alerts, ContactBook book) throws InterruptedException {
        long emitted = numbers.get() + plan.orphans();
        long began = System.nanoTime();
        Totals totals = totals(alerts);
        while (totals.recorded() + totals.suppressed() < emitted
                && System.nanoTime() - began < DRAIN.toNanos()) {
            await(Duration.ofMillis(200));
            totals = totals(alerts);
        }
        long drainMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        await(Duration.ofMillis(200));
        totals = totals(alerts);
        // What failed is due again; the channel has had its rest.
        ahead = Duration.ofMinutes(5);
        Escalations again = alerts.escalations(book);
        var _ = again.pass(companies);
        List<Document> all =
                companies.stream()
                        .flatMap(company -> alerts.store().list(company, NONE, 0).stream())
                        .toList();
        Counters counters = alerts.counters();
        return new StormReport(
                emitted,
                totals.recorded(),
                totals.suppressed(),
                counters.refused(),
                counters.lost(),
                counters.pendingBytes(),
                counters.adopted(),
                all.stream().mapToLong(a -> number(a.get("occurrences"))).max().orElse(0),
                failedCallers.sum(),
                all.stream()
                        .filter(alert -> alert.containsKey("escalation"))
                        .filter(alert -> sendings(alert, true) == 0)
                        .count(),
                all.stream().mapToLong(alert -> sendings(alert, false)).sum(),
                heapGrowth,
                journalPeak,
                times.within(0.5),
                times.within(0.99),
                times.within(1),
                drainMs);
    }

    private Totals totals(Alerts alerts) {
        return companies.stream()
                .map(alerts.store()::totals)
                .reduce(new Totals(0, 0, 0, 0), Totals::plus);
    }

    private static long sendings(Document alert, boolean sent) {
        return alert.getList("deliveries", Document.class).stream()
                .filter(delivery -> "sent".equals(delivery.getString("outcome")) == sent)
                .count();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
