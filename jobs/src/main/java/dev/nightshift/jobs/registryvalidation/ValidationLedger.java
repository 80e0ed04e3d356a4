package dev.nightshift.jobs.registryvalidation;

import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.validation.Check;
import dev.nightshift.alerts.registry.validation.CompanyVerdict;
import dev.nightshift.alerts.registry.validation.EntryVerdict;
import dev.nightshift.alerts.registry.validation.Problem;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What each validation found, kept for 90 days: one document for a company and run. Thread-safe;
 * storing a verdict of the same run again replaces it.
 */
public final class ValidationLedger {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final Document ALL = new Document();
    private static final Document NEWEST = new Document("updatedAt", -1);

    private final TenantStore store;
    private final InstantSource clock;

    /**
     * A verdict as it is stored.
     *
     * @param becameInvalid ids of entries that are invalid and were not in the run before; all that
     *     are invalid when there is none
     * @param notJudged checks that could not be made
     */
    public record Stored(
            String companyId,
            long runId,
            Instant at,
            List<EntryVerdict> entries,
            List<String> becameInvalid,
            List<Check> notJudged) {
        /** How many entries are valid. */
        public int valid() {
            return (int) entries.stream().filter(EntryVerdict::isValid).count();
        }
    }

    /** Over a store that the caller closes. */
    public ValidationLedger(TenantStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Stores a verdict beside the earlier ones, compared with the newest of another run. */
    public Stored store(TenantContext context, long runId, CompanyVerdict verdict) {
        TenantCollection validations = validations(context);
        Document others = new Document("runId", new Document("$ne", runId));
        Set<String> invalidBefore = new HashSet<>();
        validations
                .findOne(others, ALL, NEWEST)
                .map(document -> read(context, document))
                .ifPresent(
                        last ->
                                last.entries().stream()
                                        .filter(entry -> !entry.isValid())
                                        .forEach(entry -> invalidBefore.add(entry.id())));
        Instant now = clock.instant();
        Stored stored =
                new Stored(
                        context.companyId(),
                        runId,
                        now,
                        verdict.entries(),
                        verdict.entries().stream()
                                .filter(entry -> !entry.isValid())
                                .map(EntryVerdict::id)
                                .filter(id -> !invalidBefore.contains(id))
                                .toList(),
                        verdict.notJudged());
        validations.upsertById(document(stored, verdict));
        validations.deleteMany(
                new Document("updatedAt", new Document("$lt", Date.from(now.minus(KEPT)))));
        return stored;
    }

    /** What a run found for the context's company. */
    public Optional<Stored> find(TenantContext context, long runId) {
        return validations(context)
                .findOne(new Document("_id", id(context.companyId(), runId)))
                .map(document -> read(context, document));
    }

    private TenantCollection validations(TenantContext context) {
        return store.collection(context, Sightings.VALIDATIONS);
    }

    private static String id(String companyId, long runId) {
        return companyId + "/" + runId;
    }

    private static Document document(Stored stored, CompanyVerdict verdict) {
        List<Document> entries = new ArrayList<>();
        for (EntryVerdict entry : stored.entries()) {
            entries.add(
                    new Document("id", entry.id())
                            .append("valid", entry.isValid())
                            .append(
                                    "problems",
                                    entry.problems().stream()
                                            .map(ValidationLedger::document)
                                            .toList()));
        }
        Document answered = new Document();
        verdict.answered().forEach((code, at) -> answered.append(code, Date.from(at)));
        return new Document("_id", id(stored.companyId(), stored.runId()))
                .append("runId", stored.runId())
                .append("updatedAt", Date.from(stored.at()))
                .append("entries", entries)
                .append("becameInvalid", stored.becameInvalid())
                .append("notJudged", stored.notJudged().stream().map(Check::name).toList())
                .append("answered", answered);
    }

    private static Document document(Problem problem) {
        return new Document("check", problem.check().name())
                .append("reason", problem.reason())
                .append("fix", problem.fix());
    }

    private static Stored read(TenantContext context, Document document) {
        List<EntryVerdict> entries = new ArrayList<>();
        for (Document entry : document.getList("entries", Document.class, List.of())) {
            entries.add(
                    new EntryVerdict(
                            entry.getString("id"),
                            entry.getList("problems", Document.class, List.of()).stream()
                                    .map(
                                            problem ->
                                                    new Problem(
                                                            Check.valueOf(
                                                                    problem.getString("check")),
                                                            problem.getString("reason"),
                                                            problem.getString("fix")))
                                    .toList()));
        }
        return new Stored(
                context.companyId(),
                document.get("runId", Number.class).longValue(),
                document.getDate("updatedAt").toInstant(),
                entries,
                document.getList("becameInvalid", String.class, List.of()),
                document.getList("notJudged", String.class, List.of()).stream()
                        .map(Check::valueOf)
                        .toList());
    }
}
