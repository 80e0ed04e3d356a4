package dev.nightshift.platform.mongo;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one document each company has in a collection, for many companies in one round trip. Each
 * update reaches the document of the company it is given for and no other. Thread-safe.
 */
public final class PerCompanyCollection {
    private static final String ID = "_id";
    private static final String COMPANY = "companyId";

    private final ScopedCollection scoped;

    PerCompanyCollection(ScopedCollection scoped) {
        this.scoped = scoped;
    }

    /** The documents of these companies that have one, by company. */
    public Map<CompanyId, Document> find(Collection<CompanyId> companies) {
        return find(companies, List.of());
    }

    /** The same, with these fields and no others; with all of them when none is named. */
    public Map<CompanyId, Document> find(Collection<CompanyId> companies, List<String> fields) {
        if (companies.isEmpty()) {
            return Map.of();
        }
        List<String> ids = companies.stream().map(CompanyId::value).toList();
        Map<CompanyId, Document> found = new LinkedHashMap<>();
        Document wanted = new Document();
        fields.forEach(field -> wanted.append(field, 1));
        Document these = new Document(ID, new Document("$in", ids));
        for (Document document : scoped.find(these, wanted, new Document(), 0)) {
            found.put(new CompanyId(document.getString(ID)), document);
        }
        return found;
    }

    /**
     * Changes the document of each company, made where there is none; the rest goes on when one is
     * refused. Updates must be safe to repeat.
     *
     * @return the companies whose document was refused
     * @throws NightshiftException TENANT_MISMATCH for an update of the company's key
     */
    public Set<CompanyId> upsert(Map<CompanyId, Document> updates) {
        if (updates.isEmpty()) {
            return Set.of();
        }
        List<CompanyId> order = new ArrayList<>(updates.keySet());
        UpdateOutcome outcome = write(order, updates);
        List<CompanyId> again =
                outcome.failures().stream().map(failure -> order.get(failure.index())).toList();
        // Two first writes for a company may both try to insert: the loser finds it now.
        Set<CompanyId> refused = new TreeSet<>(java.util.Comparator.comparing(CompanyId::value));
        if (!again.isEmpty()) {
            write(again, updates)
                    .failures()
                    .forEach(failure -> refused.add(again.get(failure.index())));
        }
        return refused;
    }

    private UpdateOutcome write(List<CompanyId> order, Map<CompanyId, Document> updates) {
        List<Change> changes = new ArrayList<>(order.size());
        for (CompanyId company : order) {
            Document update = java.util.Objects.requireNonNull(updates.get(company));
            requireOthers(update);
            changes.add(
                    new Change(
                            new Document(ID, company.value()).append(COMPANY, company.value()),
                            update));
        }
        return scoped.bulkUpsert(changes);
    }

    private static void requireOthers(Document update) {
        for (Object operand : update.values()) {
            if (operand instanceof Document fields
                    && (fields.containsKey(ID) || fields.containsKey(COMPANY))) {
                throw new NightshiftException(
                        FailureCode.TENANT_MISMATCH,
                        "An update may not change whose document it is.",
                        "");
            }
        }
    }
}
