package dev.nightshift.benchmarks.experiments;

import dev.nightshift.benchmarks.harness.Nightshift;
import dev.nightshift.benchmarks.harness.Plan;
import dev.nightshift.benchmarks.harness.Results;
import dev.nightshift.benchmarks.harness.Results.Sense;
import dev.nightshift.benchmarks.peers.RedisWire;
import dev.nightshift.benchmarks.peers.ScanAndUnlink;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Removing half of the keys of a Redis: by a cleanup at full speed, by its own clock, and by {@code
 * redis-cli --scan --pattern P | xargs -n 1000 redis-cli unlink}, where it is installed, and by the
 * same commands without programs. The peers are told which keys are expired by their names; the
 * cleanup reads each value, decides, and looks again as it removes. Then the same cleanup at its
 * default pace while one client reads, beside that client alone.
 */
public final class KeyCleanup implements Experiment {
    private static final String OURS = "keys clean --rate 0, keys/s";
    private static final String SERVER = "the server's own time for keys clean, us a key";
    private static final String PROGRAMS = "redis-cli --scan | xargs redis-cli unlink, keys/s";
    private static final String CONVERSATION = "the same commands without programs, keys/s";
    private static final String PACED = "keys clean at its default rate, keys/s";
    private static final String PACE = "default rate, keys/s";
    private static final String IDLE = "GET p99 alone, us";
    private static final String LIVE = "GET p99 during the paced cleanup, us";
    private static final String COMPANY = "keys-bench";
    private static final String EXPIRED = "session:" + COMPANY + ":old*";
    private static final int PIECE = 1_000;
    private static final int ALONE_SECONDS = 10;

    private final Plan plan;
    private final Nightshift nightshift;

    public KeyCleanup(Plan plan, Nightshift nightshift) throws IOException, InterruptedException {
        this.plan = plan;
        this.nightshift = nightshift;
        try {
            nightshift.newCompany(COMPANY);
        } catch (IOException thereAlready) {
            nightshift.command("companies", "show", COMPANY).run();
        }
    }

    @Override
    public void run(int number, Results results) throws IOException, InterruptedException {
        String uri = nightshift.redisUri();
        plant(uri);
        double before = microsInServer(uri);
        results.add(OURS, clean("0"));
        results.add(SERVER, (microsInServer(uri) - before) / plan.keys());
        if (ScanAndUnlink.programs()) {
            plant(uri);
            long start = System.nanoTime();
            ScanAndUnlink.byPrograms(uri, EXPIRED, plan.home());
            results.add(PROGRAMS, rate(uri, start));
        }
        plant(uri);
        long start = System.nanoTime();
        ScanAndUnlink.byConversation(uri, EXPIRED);
        results.add(CONVERSATION, rate(uri, start));
        plant(uri);
        try (LiveReads alone = new LiveReads(uri, "live")) {
            var _ = new CountDownLatch(1).await(ALONE_SECONDS, TimeUnit.SECONDS);
            results.add(IDLE, alone.p99(false));
        }
        try (LiveReads beside = new LiveReads(uri, "live")) {
            results.add(PACED, clean("150000"));
            results.add(PACE, 150_000);
            results.add(LIVE, beside.p99(true));
        }
        try (RedisWire wire = new RedisWire(uri)) {
            wire.call("FLUSHDB");
        }
    }

    /** What the server spent on a cleanup's commands so far; no client can be faster than that. */
    private static double microsInServer(String uri) throws IOException {
        try (RedisWire wire = new RedisWire(uri)) {
            return wire.call("INFO", "commandstats")
                    .getFirst()
                    .lines()
                    .filter(line -> line.matches("cmdstat_(scan|mget|eval):.*"))
                    .mapToDouble(
                            line -> Double.parseDouble(line.replaceAll(".*usec=(\\d+),.*", "$1")))
                    .sum();
        }
    }

    /** Keys a second since the start, all gone through; half of them must be gone. */
    private double rate(String uri, long start) throws IOException {
        long took = System.nanoTime() - start;
        try (RedisWire wire = new RedisWire(uri)) {
            long left = Long.parseLong(wire.call("DBSIZE").getFirst());
            // One more is there for the live reads, and the service may keep a few of its own.
            if (left > plan.keys() / 2 + 1_000) {
                throw new IOException("The peer left %d keys.".formatted(left));
            }
        }
        return plan.keys() * 1e9 / took;
    }

    private void plant(String uri) throws IOException, InterruptedException {
        try (RedisWire wire = new RedisWire(uri)) {
            wire.call("FLUSHDB");
            for (int from = 0; from < plan.keys(); from += PIECE) {
                List<String> words = new ArrayList<>(List.of("MSET"));
                for (int n = from; n < Math.min(plan.keys(), from + PIECE); n++) {
                    boolean old = n % 2 == 0;
                    words.add("session:" + COMPANY + (old ? ":old" : ":new") + n);
                    words.add(
                            "{\"user\":\"u"
                                    + n
                                    + "\",\"expiresAt\":"
                                    + (old ? 1_500_000_000_000L : 9_000_000_000_000L)
                                    + "}");
                }
                wire.send(words);
                wire.answer();
            }
            wire.call("SET", "live", "value");
            // The append-only file that grew by the planting would be rewritten in the middle.
            awaitRewritten(wire);
            wire.call("BGREWRITEAOF");
            awaitRewritten(wire);
        }
    }

    private static void awaitRewritten(RedisWire wire) throws IOException, InterruptedException {
        while (wire.call("INFO", "persistence")
                .getFirst()
                .lines()
                .anyMatch(line -> line.matches("aof_rewrite_(in_progress|scheduled):1"))) {
            var _ = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }

    private double clean(String rate) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("keys", "clean", "--company", COMPANY));
        words.addAll(List.of("--space", "sessions", "--rate", rate, "--output", "json"));
        String output = nightshift.command(words.toArray(String[]::new)).run().output();
        JsonNode report = JsonMapper.shared().readTree(output);
        if (report.get("removed").asInt() != (plan.keys() + 1) / 2) {
            throw new IOException("The cleanup removed another number: " + report);
        }
        return plan.keys() * 1_000.0 / report.get("durationMs").asDouble();
    }

    @Override
    public void judge(Results results) {
        if (results.has(PROGRAMS)) {
            results.judge("cleanup : redis-cli and xargs", OURS, PROGRAMS, Sense.AT_LEAST, 8);
        } else {
            results.note("redis-cli is not on the PATH; its 8x was not judged.");
        }
        results.judge("paced cleanup : its rate", PACED, PACE, Sense.AT_LEAST, 0.9);
        results.judge("GET p99, paced cleanup : alone", LIVE, IDLE, Sense.AT_MOST, 1.2);
        results.note("%,d keys, half of them expired.".formatted(plan.keys()));
    }
}
