package dev.nightshift.jobs.keycleanup;

import dev.nightshift.alerts.AlertService;
import dev.nightshift.jobs.runs.JobStarter;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.jobs.runs.RunReport;
import dev.nightshift.jobs.runs.RunRequest;
import dev.nightshift.jobs.runs.job.JobDefinition;
import dev.nightshift.jobs.runs.job.RunHandle;
import dev.nightshift.platform.companies.Companies;
import dev.nightshift.platform.companies.Company;
import dev.nightshift.platform.keyspaces.KeyHealthLedger;
import dev.nightshift.platform.keyspaces.KeySpace;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.keyspaces.KeySpaces;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.KeySweep;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.redis.SweepPace;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;
import dev.nightshift.readers.redis.KeyScan;
import dev.nightshift.readers.redis.ScanPosition;
import dev.nightshift.writers.mongo.expired.ExpiredRemoval;
import dev.nightshift.writers.redis.ExpiredKeys;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.step.Step;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Goes through the keys and documents of every key space, counts those that have expired for each
 * company, removes them where it is to, and says how healthy each company's keys are. Counting and
 * removing are the same but for the removal. Restartable behind the last batch; a batch that is
 * repeated removes nothing twice, and a second run finds nothing. Thread-safe.
 */
public final class KeyCleanupJob implements JobDefinition {
    /** Name of the job. */
    public static final String NAME = "key-cleanup";

    private final Companies companies;
    private final MongoStores mongo;
    private final RedisStores redis;
    private final Supplier<KeySpaces> spaces;
    private final AlertService alerts;
    private final InstantSource clock;
    private final int toldApart;

    /**
     * Over stores that the caller closes.
     *
     * @param spaces read anew for each attempt, so that files that were mended count
     */
    public KeyCleanupJob(
            Companies companies,
            MongoStores mongo,
            RedisStores redis,
            Supplier<KeySpaces> spaces,
            AlertService alerts,
            InstantSource clock) {
        this(companies, mongo, redis, spaces, alerts, clock, DistinctKeys.MOST);
    }

    KeyCleanupJob(
            Companies companies,
            MongoStores mongo,
            RedisStores redis,
            Supplier<KeySpaces> spaces,
            AlertService alerts,
            InstantSource clock,
            int toldApart) {
        this.companies = companies;
        this.mongo = mongo;
        this.redis = redis;
        this.spaces = spaces;
        this.alerts = alerts;
        this.clock = clock;
        this.toldApart = toldApart;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Job job(RunHandle run) {
        KeyCleanupRequest request = KeyCleanupRequest.of(run.parameters());
        PlatformContext context = run.platform();
        KeySpaces configured = spaces.get();
        List<KeySpace> asked = configured.named(request.space());
        List<RedisSpace> inRedis = of(asked, RedisSpace.class);
        List<CompanyId> whose = companies(context, request.company());
        // Of one moment: what expires while the run is at work is the next run's.
        Instant now = clock.instant();

        boolean ofAll = request.company() == null;
        OrphanGuard guard =
                new OrphanGuard(
                        whose.stream().map(CompanyId::value).collect(Collectors.toSet()),
                        ids -> companies.existing(context, ids),
                        mongo::mode,
                        request.allowOrphans());
        if (request.remove() && ofAll && asked.stream().anyMatch(KeySpace::goesWithCompany)) {
            guard.requireCompanies();
        }

        KeySweep sweep = new KeySweep(redis);
        SweepPace pace = new SweepPace(request.rate(), sweep::ping, run::stopRequested);
        SweepPace ofDocuments = new SweepPace(request.rate(), this::askMongo, run::stopRequested);
        String glob = glob(inRedis, request.company());
        ExpiredDocuments documents = new ExpiredDocuments(mongo.tenants());
        Tally tally = new Tally(asked.stream().map(KeySpace::name).toList());
        KeyWork keys =
                new KeyWork(
                        request,
                        inRedis,
                        guard,
                        whose.size(),
                        new ExpiredKeys(sweep, pace, request.remove()),
                        tally,
                        new DistinctKeys(toldApart),
                        now);
        Portions portions =
                new Portions(
                        whose,
                        of(asked, MongoSpace.class),
                        new ExpiredIds(context, documents, now, ofDocuments.documents()),
                        from -> scan(sweep, pace, glob, from),
                        !inRedis.isEmpty(),
                        keys::hasOrphans,
                        ofAll
                                ? Optional.of(
                                        new LeftBehind(
                                                of(asked, MongoSpace.class),
                                                new GoneDocuments(
                                                        context,
                                                        mongo.platform(),
                                                        documents,
                                                        guard,
                                                        tally::companies,
                                                        request.remove(),
                                                        (space, doubt) ->
                                                                run.artefact(
                                                                        "doubtful/" + space,
                                                                        doubt)),
                                                ofDocuments.documents()))
                                : Optional.empty(),
                        request.remove());
        PortionWork work =
                new PortionWork(
                        run,
                        whose.size(),
                        keys,
                        documents,
                        new ExpiredRemoval(mongo.tenants()),
                        ofDocuments,
                        new Verdicts(
                                context,
                                asked,
                                configured.all().stream()
                                        .map(KeySpace::name)
                                        .collect(Collectors.toSet()),
                                new KeyHealthLedger(mongo.platform()),
                                alerts,
                                ofAll,
                                clock),
                        tally,
                        now,
                        inRedis.isEmpty() ? 0 : sweep.size());
        Step step =
                run.<Portion, Portion>chunkStep("sweep", 1)
                        .reader(portions)
                        .writer(work)
                        .listener(work)
                        .build();
        return run.job(step);
    }

    private void askMongo() {
        var _ = mongo.health();
    }

    private static KeyScan scan(
            KeySweep sweep, SweepPace pace, @Nullable String glob, ScanPosition from) {
        return new KeyScan(sweep, pace, glob, from, System::nanoTime);
    }

    private static <T extends KeySpace> List<T> of(List<KeySpace> spaces, Class<T> kind) {
        return spaces.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<CompanyId> companies(PlatformContext context, @Nullable CompanyId only) {
        return only == null
                ? companies.list(context).stream().map(Company::id).toList()
                : List.of(companies.show(context, only).id());
    }

    /** One pass, whatever the number of companies and spaces; the server leaves out what it can. */
    private static @Nullable String glob(List<RedisSpace> spaces, @Nullable CompanyId company) {
        if (spaces.size() == 1) {
            return company == null
                    ? spaces.getFirst().pattern().glob()
                    : spaces.getFirst().pattern().glob(company);
        }
        return company == null ? null : "*:" + company + "*";
    }

    /** Looks, or cleans, in this thread until the run rests; one at a time. */
    public static RunReport start(
            JobStarter starter,
            PlatformContext context,
            KeyCleanupRequest request,
            RunListener listener) {
        return starter.start(wish(context, request), listener);
    }

    /** What is asked for; it waits while another cleanup is at work. */
    public static RunRequest wish(PlatformContext context, KeyCleanupRequest request) {
        CompanyId company = request.company();
        RunRequest wish =
                company == null
                        ? RunRequest.forPlatform(NAME, context, request.instanceKey())
                        : RunRequest.forCompany(NAME, context.in(company), request.instanceKey());
        return wish.exclusive(NAME).with(request.parameters());
    }
}
