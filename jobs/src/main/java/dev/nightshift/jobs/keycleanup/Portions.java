package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;
import dev.nightshift.readers.redis.KeyBatch;
import dev.nightshift.readers.redis.KeyScan;
import dev.nightshift.readers.redis.ScanPosition;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what is to be done: the server's keys in one pass whatever the number of companies, then
 * the documents of each company and space, then the verdicts. Restartable behind a portion. Used by
 * one thread.
 */
final class Portions implements ItemStreamReader<Portion> {
    private static final int DOCUMENTS = 1_000;
    private static final int VERDICTS = 500;
    private static final String SERVER = "keys.server";
    private static final String CURSOR = "keys.cursor";
    private static final String ENDED = "keys.ended";
    private static final String PAIR = "keys.pair";
    private static final String BEGUN = "keys.begun";
    private static final String VERDICT = "keys.verdict";

    private final PlatformContext context;
    private final List<CompanyId> companies;
    private final List<MongoSpace> spaces;
    private final ExpiredDocuments documents;
    private final Function<ScanPosition, KeyScan> scans;
    private final boolean hasKeys;
    private final boolean remove;
    private final Instant now;

    private ScanPosition position = ScanPosition.START;
    private @Nullable KeyScan scan;
    private long pair;
    private boolean begun;
    private int verdict;

    Portions(
            PlatformContext context,
            List<CompanyId> companies,
            List<MongoSpace> spaces,
            ExpiredDocuments documents,
            Function<ScanPosition, KeyScan> scans,
            boolean hasKeys,
            boolean remove,
            Instant now) {
        this.context = context;
        this.companies = companies;
        this.spaces = spaces;
        this.documents = documents;
        this.scans = scans;
        this.hasKeys = hasKeys;
        this.remove = remove;
        this.now = now;
    }

    @Override
    public void open(ExecutionContext stored) {
        position =
                new ScanPosition(
                        stored.getString(SERVER, ""),
                        stored.getString(CURSOR, "0"),
                        !hasKeys || stored.containsKey(ENDED));
        pair = stored.getLong(PAIR, 0);
        begun = stored.containsKey(BEGUN);
        verdict = stored.getInt(VERDICT, 0);
        scan = scans.apply(position);
    }

    @Override
    public @Nullable Portion read() {
        KeyBatch batch = java.util.Objects.requireNonNull(scan).next();
        if (batch != null) {
            position = batch.position();
            return new Portion.Keys(batch);
        }
        if (pair < (long) companies.size() * spaces.size()) {
            return documents();
        }
        if (verdict < companies.size()) {
            int end = Math.min(companies.size(), verdict + VERDICTS);
            Portion.Verdicts verdicts = new Portion.Verdicts(companies.subList(verdict, end));
            verdict = end;
            return verdicts;
        }
        return null;
    }

    private Portion documents() {
        CompanyId company = companies.get((int) (pair / spaces.size()));
        MongoSpace space = spaces.get((int) (pair % spaces.size()));
        boolean first = !begun;
        List<Object> ids =
                remove ? documents.ids(context.in(company), space, now, DOCUMENTS) : List.of();
        begun = ids.size() == DOCUMENTS;
        if (!begun) {
            pair++;
        }
        return new Portion.Documents(company, space, first, ids);
    }

    @Override
    public void update(ExecutionContext stored) {
        stored.putString(SERVER, position.server());
        stored.putString(CURSOR, position.cursor());
        if (position.ended()) {
            stored.putInt(ENDED, 1);
        }
        stored.putLong(PAIR, pair);
        if (begun) {
            stored.putInt(BEGUN, 1);
        } else {
            stored.remove(BEGUN);
        }
        stored.putInt(VERDICT, verdict);
    }
}
