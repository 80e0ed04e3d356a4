package dev.nightshift.app.review;

import dev.nightshift.app.terminal.Counted;
import dev.nightshift.jobs.companycheck.CompanyCheckJob;
import dev.nightshift.jobs.isolationtest.IsolationTestJob;
import dev.nightshift.jobs.registryvalidation.RegistryValidationJob;
import dev.nightshift.jobs.runs.store.RunFilter;
import dev.nightshift.jobs.runs.store.RunQueries;
import dev.nightshift.jobs.runs.store.RunRow;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.name.PlatformName;
import dev.nightshift.platform.redis.TenantCache;
import dev.nightshift.platform.runs.RunState;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.schedules.ScheduledJob;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What the newest runs of checks say. Thread-safe. */
public final class RunLines {
    private static final Duration DAILY = Duration.ofHours(26);
    private static final Duration WEEKLY = Duration.ofDays(8);
    private static final int LATELY = 50;

    private final RunQueries runs;
    private final FirstTimes first;
    private final Instant now;

    /**
     * @param first what is said before there is a run
     * @param now when the review is
     */
    public RunLines(RunQueries runs, FirstTimes first, Instant now) {
        this.runs = runs;
        this.first = first;
        this.now = now;
    }

    /** Whether every entry of the registry was valid for every company, a day ago at most. */
    public ReviewLine registry() {
        String todo = "nightshift registry validate";
        Optional<RunRow> newest = newest(RegistryValidationJob.NAME);
        if (newest.isEmpty()) {
            return first.never(
                    "registry",
                    "never validated for all companies",
                    todo,
                    ScheduledJob.REGISTRY_VALIDATION);
        }
        RunRow run = newest.get();
        long invalid = count(run, "invalid");
        long failed = count(run, "failed");
        String found =
                "entries valid: %d, invalid: %d for %s, %s"
                        .formatted(
                                count(run, "valid"),
                                invalid,
                                Counted.companies(count(run, "companies")),
                                age(run));
        if (failed > 0) {
            return ReviewLine.red(
                    "registry",
                    "%s; %s could not be validated".formatted(found, Counted.companies(failed)),
                    "nightshift runs show %d".formatted(run.runId()));
        }
        return judged(
                "registry",
                run,
                invalid == 0,
                DAILY,
                found,
                invalid == 0 ? todo : todo + " tells how to mend each");
    }

    /** Whether every door between two companies held, eight days ago at most. */
    public ReviewLine isolation() {
        String todo = "nightshift schedules trigger isolation-test";
        return newest(IsolationTestJob.NAME)
                .map(
                        run ->
                                judged(
                                        "isolation",
                                        run,
                                        count(run, "open") == 0,
                                        WEEKLY,
                                        "%d of %d doors between companies held, %s"
                                                .formatted(
                                                        count(run, "doors") - count(run, "open"),
                                                        count(run, "doors"),
                                                        age(run)),
                                        todo))
                .orElseGet(
                        () ->
                                first.never(
                                        "isolation",
                                        "never tested",
                                        todo,
                                        ScheduledJob.ISOLATION_TEST));
    }

    /**
     * Whether writes cleared what was cached: nothing waits, and the last check saw nothing old.
     */
    public ReviewLine cache(MongoStores mongo, TenantCache cache, PlatformContext context) {
        if (!cache.reachable(context.service())) {
            return ReviewLine.red("cache", "Redis does not answer", "nightshift doctor");
        }
        long waiting =
                mongo.platform()
                        .collection(context, PlatformName.CACHE_INVALIDATIONS)
                        .count(new Document());
        if (waiting > 0) {
            return ReviewLine.red(
                    "cache",
                    "waiting to be cleared since Redis was away: the caches of %s"
                            .formatted(Counted.companies(waiting)),
                    "nightshift cache purge --all");
        }
        String todo = "nightshift schedules trigger company-check";
        return newest(CompanyCheckJob.NAME)
                .map(
                        run ->
                                judged(
                                        "cache",
                                        run,
                                        count(run, "cache") == 0,
                                        DAILY,
                                        "as stored for %d of %s, %s; none waits to be cleared"
                                                .formatted(
                                                        count(run, "companies")
                                                                - count(run, "cache"),
                                                        Counted.companies(count(run, "companies")),
                                                        age(run)),
                                        count(run, "cache") == 0
                                                ? todo
                                                : "nightshift cache purge --all"))
                .orElseGet(
                        () ->
                                first.never(
                                        "cache",
                                        "never compared with MongoDB",
                                        todo,
                                        ScheduledJob.COMPANY_CHECK));
    }

    private ReviewLine judged(
            String check, RunRow run, boolean good, Duration fresh, String found, String todo) {
        if (!good) {
            return ReviewLine.red(check, found, todo);
        }
        if (run.state() != RunState.COMPLETED) {
            return ReviewLine.red(
                    check,
                    "the last look failed, %s: %s"
                            .formatted(age(run), Objects.requireNonNullElse(run.message(), "?")),
                    "nightshift runs show %d".formatted(run.runId()));
        }
        Instant ended = Objects.requireNonNull(run.endedAt());
        return ended.plus(fresh).isBefore(now)
                ? ReviewLine.red(check, found + ": too long ago", todo)
                : ReviewLine.green(check, found);
    }

    private Optional<RunRow> newest(String job) {
        return runs.list(new RunFilter(null, job, null, LATELY)).stream()
                .filter(run -> run.companyId() == null && run.endedAt() != null)
                .filter(run -> run.state() == RunState.COMPLETED || run.state() == RunState.FAILED)
                .findFirst();
    }

    private String age(RunRow run) {
        return Age.of(Objects.requireNonNull(run.endedAt()), now);
    }

    private static long count(RunRow run, String name) {
        return run.counts().getOrDefault(name, 0L);
    }
}
