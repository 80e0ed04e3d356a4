package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.readers.redis.KeyBatch;
import dev.nightshift.readers.redis.KeyScan;
import dev.nightshift.readers.redis.ScanPosition;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Reads what is to be done: the server's keys in one pass whatever the number of companies, once
 * more where companies that are gone left some, then the documents of each company and space, those
 * of companies that are gone, then the verdicts. Restartable behind a portion. Used by one thread.
 */
final class Portions implements ItemStreamReader<Portion> {
    private static final int VERDICTS = 500;
    private static final String SERVER = "keys.server";
    private static final String CURSOR = "keys.cursor";
    private static final String ENDED = "keys.ended";
    private static final String ORPHANS_SERVER = "keys.orphans.server";
    private static final String ORPHANS_CURSOR = "keys.orphans.cursor";
    private static final String ORPHANS_ENDED = "keys.orphans.ended";
    private static final String COMPANY = "keys.company";
    private static final String SPACES = "keys.company.spaces";
    private static final String HALFWAY = "keys.company.halfway";
    private static final String TOLD = "keys.told";
    private static final String FORM = "keys.form";
    private static final int BY_NAMES = 2;

    /** Greater than every company's id. */
    private static final String BEHIND_ALL = "~";

    private final List<CompanyId> companies;
    private final List<MongoSpace> spaces;
    private final ExpiredIds documents;
    private final Function<ScanPosition, KeyScan> scans;
    private final boolean hasKeys;
    private final BooleanSupplier hasOrphans;
    private final Optional<LeftBehind> left;
    private final boolean remove;

    private ScanPosition position = ScanPosition.START;
    private ScanPosition orphansPosition = ScanPosition.START;
    private @Nullable KeyScan scan;
    private @Nullable KeyScan orphans;
    private int company;
    private final Set<String> spacesDone = new TreeSet<>();
    private String halfway = "";
    private int verdict;

    /**
     * From the beginning.
     *
     * @param left what companies that are gone left in MongoDB; empty when that is not asked for
     * @param hasOrphans whether keys are to be removed because their company is gone; asked when
     *     all keys were seen
     */
    Portions(
            List<CompanyId> companies,
            List<MongoSpace> spaces,
            ExpiredIds documents,
            Function<ScanPosition, KeyScan> scans,
            boolean hasKeys,
            BooleanSupplier hasOrphans,
            Optional<LeftBehind> left,
            boolean remove) {
        this.companies = companies.stream().sorted().toList();
        this.spaces = spaces;
        this.documents = documents;
        this.scans = scans;
        this.hasKeys = hasKeys;
        this.hasOrphans = hasOrphans;
        this.left = left;
        this.remove = remove;
    }

    @Override
    public void open(ExecutionContext position) {
        // Earlier versions stored numbers that a new company shifted: such a run begins anew.
        ExecutionContext stored =
                position.getInt(FORM, 0) == BY_NAMES ? position : new ExecutionContext();
        this.position =
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
        documents.close();
        String at = stored.getString(COMPANY, "");
        company = before(at, false);
        spacesDone.clear();
        halfway = "";
        if (company < companies.size() && companies.get(company).value().equals(at)) {
            stored.getString(SPACES, "").lines().forEach(spacesDone::add);
            halfway = stored.getString(HALFWAY, "");
        }
        verdict = before(stored.getString(TOLD, ""), true);
        scan = scans.apply(this.position);
        left.ifPresent(documentsLeft -> documentsLeft.open(stored));
    }

    /** How many companies come before this one, whether it is there still or not. */
    private int before(String id, boolean andItself) {
        return (int)
                companies.stream()
                        .map(CompanyId::value)
                        .filter(each -> each.compareTo(id) < (andItself ? 1 : 0))
                        .count();
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
        Portion documents = documents();
        if (documents != null) {
            return documents;
        }
        Portion leftDocuments = left.map(LeftBehind::read).orElse(null);
        if (leftDocuments != null) {
            return leftDocuments;
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

    private @Nullable Portion documents() {
        for (; company < companies.size(); company++) {
            for (MongoSpace space : spaces) {
                if (!spacesDone.contains(space.name())) {
                    return documents(companies.get(company), space);
                }
            }
            spacesDone.clear();
        }
        return null;
    }

    private Portion documents(CompanyId whose, MongoSpace space) {
        boolean first = !halfway.equals(space.name());
        List<Object> ids = remove ? documents.some(whose, space) : List.of();
        if (documents.isFull(ids)) {
            halfway = space.name();
        } else {
            halfway = "";
            spacesDone.add(space.name());
        }
        return new Portion.Documents(whose, space, first, ids);
    }

    @Override
    public void close() {
        documents.close();
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
        stored.putString(
                COMPANY, company < companies.size() ? companies.get(company).value() : BEHIND_ALL);
        stored.putString(SPACES, String.join("\n", spacesDone));
        stored.putString(HALFWAY, halfway);
        left.ifPresent(documentsLeft -> documentsLeft.update(stored));
        stored.putString(TOLD, verdict == 0 ? "" : companies.get(verdict - 1).value());
        stored.putInt(FORM, BY_NAMES);
    }
}
