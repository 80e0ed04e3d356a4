package dev.nightshift.jobs.keycleanup;

import dev.nightshift.jobs.runs.RunHandle;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.platform.keyspaces.ExpiryRule;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;
import dev.nightshift.writers.mongo.expired.ExpiredRemoval;
import dev.nightshift.writers.redis.ExpiredKeys;
import dev.nightshift.writers.redis.Swept;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Does a portion: tells keys apart by space and company, has the expired ones removed where it is
 * to, and counts. A portion that is repeated removes nothing twice. Used by one thread.
 */
final class PortionWork implements ItemStreamWriter<Portion>, StepExecutionListener {
    private final RunHandle run;
    private final KeyCleanupRequest request;
    private final List<RedisSpace> spaces;
    private final Set<String> companies;
    private final Function<Collection<String>, Set<String>> existing;
    private final ExpiredKeys keys;
    private final ExpiredDocuments documents;
    private final ExpiredRemoval removal;
    private final Verdicts verdicts;
    private final Tally tally;
    private final Instant now;
    private final long total;
    private final DistinctKeys seen = new DistinctKeys();
    private long done;

    /** Keys of one space, by whether their company exists. */
    private record Sorted(List<String> live, List<String> gone) {}

    PortionWork(
            RunHandle run,
            KeyCleanupRequest request,
            List<RedisSpace> spaces,
            Set<String> companies,
            Function<Collection<String>, Set<String>> existing,
            ExpiredKeys keys,
            ExpiredDocuments documents,
            ExpiredRemoval removal,
            Verdicts verdicts,
            Tally tally,
            Instant now,
            long total) {
        this.run = run;
        this.request = request;
        this.spaces = spaces;
        this.companies = companies;
        this.existing = existing;
        this.keys = keys;
        this.documents = documents;
        this.removal = removal;
        this.verdicts = verdicts;
        this.tally = tally;
        this.now = now;
        this.total = total;
    }

    @Override
    public void beforeStep(StepExecution step) {
        tally.restore(step.getExecutionContext());
        done = step.getExecutionContext().getLong("keys.done", 0);
    }

    @Override
    public void update(ExecutionContext position) {
        tally.store(position);
        position.putLong("keys.done", done);
    }

    @Override
    public void write(Chunk<? extends Portion> portions) {
        for (Portion portion : portions) {
            switch (portion) {
                case Portion.Keys some -> sweep(some.batch().keys());
                case Portion.Documents some -> remove(some);
                case Portion.Verdicts some -> verdicts.tell(some.companies(), tally);
            }
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("companies", (long) companies.size());
        counts.putAll(tally.totals());
        run.progress(new RunProgress(counts, done, Math.max(done, total)));
    }

    private void sweep(List<String> batch) {
        done += batch.size();
        Map<RedisSpace, Sorted> sorted = new LinkedHashMap<>();
        for (String key : batch) {
            for (RedisSpace space : spaces) {
                String company = space.pattern().company(key).orElse(null);
                if (company != null) {
                    sort(sorted, space, key, company);
                    break;
                }
            }
        }
        sorted.forEach(this::sweep);
    }

    private void sort(
            Map<RedisSpace, Sorted> sorted, RedisSpace space, String key, String company) {
        boolean live = companies.contains(company);
        if (!live && request.company() != null) {
            return;
        }
        if (!seen.add(key)) {
            return;
        }
        Sorted some =
                sorted.computeIfAbsent(
                        space, any -> new Sorted(new ArrayList<>(), new ArrayList<>()));
        (live ? some.live() : some.gone()).add(key);
        tally.of(live ? company : Tally.GONE, space.name()).add(1, 0, 0);
    }

    private void sweep(RedisSpace space, Sorted sorted) {
        count(space, keys.sweep(space, sorted.live(), now));
        if (sorted.gone().isEmpty()) {
            return;
        }
        boolean goWithCompany = space.rules().contains(new ExpiryRule.Orphan());
        List<String> orphans = goWithCompany ? reallyGone(space, sorted.gone()) : sorted.gone();
        count(
                space,
                goWithCompany ? keys.orphans(space, orphans) : keys.sweep(space, orphans, now));
    }

    // A company that was added since the run began has keys already.
    private List<String> reallyGone(RedisSpace space, List<String> gone) {
        Set<String> asked = new TreeSet<>();
        gone.forEach(key -> asked.add(company(space, key)));
        Set<String> found = existing.apply(asked);
        return gone.stream().filter(key -> !found.contains(company(space, key))).toList();
    }

    private void count(RedisSpace space, Swept swept) {
        for (String key : swept.expired()) {
            tally.of(row(space, key), space.name()).add(0, 1, 0);
        }
        for (String key : swept.removed()) {
            tally.of(row(space, key), space.name()).add(0, 0, 1);
        }
    }

    private String row(RedisSpace space, String key) {
        String company = company(space, key);
        return companies.contains(company) ? company : Tally.GONE;
    }

    private static String company(RedisSpace space, String key) {
        return space.pattern().company(key).orElseThrow();
    }

    private void remove(Portion.Documents some) {
        TenantContext context = run.platform().in(some.company());
        Tally.Counts counts = tally.of(some.company().value(), some.space().name());
        if (some.first()) {
            counts.add(
                    documents.all(context, some.space()),
                    documents.count(context, some.space(), now),
                    0);
        }
        counts.add(
                0,
                0,
                removal.remove(
                        context,
                        some.space().collection(),
                        some.expired(),
                        ExpiredDocuments.filter(some.space(), now)));
    }
}
