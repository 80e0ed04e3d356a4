package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.readers.mongo.expired.ExpiredDocuments;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Documents of companies that are gone, in spaces whose documents go with them. */
final class GoneDocuments {
    private static final Pattern COMPANY = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final PlatformContext context;
    private final PlatformStore store;
    private final ExpiredDocuments documents;
    private final OrphanGuard guard;
    private final Supplier<Set<String>> known;
    private final boolean remove;
    private final BiConsumer<String, String> doubts;

    /**
     * For a run over all companies.
     *
     * @param known companies that were seen in any space
     * @param doubts told what is doubtful of a space, by its name
     */
    GoneDocuments(
            PlatformContext context,
            PlatformStore store,
            ExpiredDocuments documents,
            OrphanGuard guard,
            Supplier<Set<String>> known,
            boolean remove,
            BiConsumer<String, String> doubts) {
        this.context = context;
        this.store = store;
        this.documents = documents;
        this.guard = guard;
        this.known = known;
        this.remove = remove;
        this.doubts = doubts;
    }

    /**
     * The companies, by id, that are gone and have documents of a space.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException COMPANIES_DOUBTFUL when they are
     *     to be removed and it is not to be believed that they are gone
     */
    List<CompanyId> companies(MongoSpace space) {
        Set<String> seen = new TreeSet<>(store.companiesIn(context, space.collection()));
        seen.remove(PlatformContext.SERVICE.value());
        List<String> unknown = seen.stream().filter(company -> !guard.knows(company)).toList();
        List<CompanyId> gone = new ArrayList<>();
        // Of another form is nothing that this service wrote.
        guard.gone(unknown, remove).stream()
                .filter(company -> COMPANY.matcher(company).matches())
                .sorted()
                .forEach(company -> gone.add(new CompanyId(company)));
        if (gone.isEmpty()) {
            return gone;
        }
        String doubt = guard.doubt(space.name(), seen, known.get());
        if (doubt != null) {
            doubts.accept(space.name(), doubt);
        }
        if (remove) {
            guard.require(
                    space.name(),
                    seen,
                    known.get(),
                    () ->
                            gone.stream()
                                    .mapToLong(each -> documents.all(context.in(each), space))
                                    .sum());
        }
        return gone;
    }

    /** Keys of some of a company's documents; none when it was added meanwhile. */
    List<Object> some(CompanyId company, MongoSpace space, int limit) {
        return remove && !guard.gone(List.of(company.value()), true).isEmpty()
                ? documents.anyIds(context.in(company), space, limit)
                : List.of();
    }
}
