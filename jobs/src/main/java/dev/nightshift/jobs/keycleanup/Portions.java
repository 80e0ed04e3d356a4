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
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Reads what is to be done: the server's keys in one pass whatever the number of companies, once
 * more where companies that are gone left some, then the documents of each company and space, then
 * the verdicts. Restartable behind a portion. Used by one thread.
 */
final class Portions implements ItemStreamReader<Portion> {
    private static final int DOCUMENTS = 1_000;
    private static final int VERDICTS = 500;
    private static final String SERVER = "keys.server";
    private static final String CURSOR = "keys.cursor";
    private static final String ENDED = "keys.ended";
    private static final String ORPHANS_SERVER = "keys.orphans.server";
    private static final String ORPHANS_CURSOR = "keys.orphans.cursor";
    private static final String ORPHANS_ENDED = "keys.orphans.ended";
    private static final String PAIR = "keys.pair";
    private static final String BEGUN = "keys.begun";
    private static final String VERDICT = "keys.verdict";

    private final PlatformContext context;
    private final List<CompanyId> companies;
    private final List<MongoSpace> spaces;
    private final ExpiredDocuments documents;
    private final Function<ScanPosition, KeyScan> scans;
    private final boolean hasKeys;
    private final BooleanSupplier hasOrphans;
    private final boolean remove;
    private final Instant now;

    private ScanPosition position = ScanPosition.START;
    private ScanPosition orphansPosition = ScanPosition.START;
    private @Nullable KeyScan scan;
    private @Nullable KeyScan orphans;
    private long pair;
    private boolean begun;
    private int verdict;

    /**
     * From the beginning.
     *
     * @param hasOrphans whether keys are to be removed because their company is gone; asked when
     *     all keys were seen
     */
    Portions(
            PlatformContext context,
            List<CompanyId> companies,
            List<MongoSpace> spaces,
            ExpiredDocuments documents,
            Function<ScanPosition, KeyScan> scans,
            boolean hasKeys,
            BooleanSupplier hasOrphans,
            boolean remove,
            Instant now) {
        this.context = context;
        this.companies = companies;
        this.spaces = spaces;
        this.documents = documents;
        this.scans = scans;
        this.hasKeys = hasKeys;
        this.hasOrphans = hasOrphans;
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
        orphansPosition =
                new ScanPosition(
                        stored.getString(ORPHANS_SERVER, ""),
                        stored.getString(ORPHANS_CURSOR, "0"),
                        !hasKeys || !remove || stored.containsKey(ORPHANS_ENDED));
        orphans = null;
        pair = stored.getLong(PAIR, 0);
        begun = stored.containsKey(BEGUN);
        verdict = stored.getInt(VERDICT, 0);
        scan = scans.apply(position);
    }

    @Override
    public @Nullable Portion read() {
        KeyBatch batch = Objects.requireNonNull(scan).next();
        if (batch != null) {
            position = batch.position();
            return new Portion.Keys(batch);
        }
        KeyBatch leftBehind = orphans();
        if (leftBehind != null) {
            orphansPosition = leftBehind.position();
            return new Portion.Orphans(leftBehind);
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

    private @Nullable KeyBatch orphans() {
        if (orphansPosition.ended()) {
            return null;
        }
        if (orphans == null) {
            if (!hasOrphans.getAsBoolean()) {
                orphansPosition =
                        new ScanPosition(orphansPosition.server(), orphansPosition.cursor(), true);
                return null;
            }
            orphans = scans.apply(orphansPosition);
        }
        return orphans.next();
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
        stored.putString(ORPHANS_SERVER, orphansPosition.server());
        stored.putString(ORPHANS_CURSOR, orphansPosition.cursor());
        if (orphansPosition.ended()) {
            stored.putInt(ORPHANS_ENDED, 1);
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
