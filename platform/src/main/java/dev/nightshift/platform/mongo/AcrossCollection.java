package dev.nightshift.platform.mongo;

import dev.nightshift.platform.mongo.guard.TenantScope;
import dev.nightshift.platform.tenant.CompanyId;

import org.bson.Document;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Documents of the companies that are named, in one round trip; to read and no more. Thread-safe.
 */
public final class AcrossCollection {
    private final ScopedCollection scoped;

    AcrossCollection(ScopedCollection scoped) {
        this.scoped = scoped;
    }

    /**
     * The documents of these companies that match, by company; companies without one are left out.
     *
     * @param filter says nothing of companies
     * @param fields those that are wanted; at least one
     */
    public Map<CompanyId, List<Document>> find(
            Collection<CompanyId> companies, Document filter, List<String> fields) {
        if (filter.containsKey(TenantScope.COMPANY_ID) || fields.isEmpty()) {
            throw new IllegalArgumentException("companies are given apart, and fields are named");
        }
        if (companies.isEmpty()) {
            return Map.of();
        }
        TreeSet<String> asked =
                companies.stream()
                        .map(CompanyId::value)
                        .collect(Collectors.toCollection(TreeSet::new));
        // A range and not a list: thousands of companies make no long query, and an index that
        // begins with the company serves both alike.
        Document these =
                new Document(filter)
                        .append(
                                TenantScope.COMPANY_ID,
                                new Document("$gte", asked.getFirst())
                                        .append("$lte", asked.getLast()));
        Document projection = new Document(TenantScope.COMPANY_ID, 1);
        fields.forEach(field -> projection.append(field, 1));
        Map<CompanyId, List<Document>> found = new LinkedHashMap<>();
        for (Document document : scoped.find(these, projection, new Document(), 0)) {
            String company = document.getString(TenantScope.COMPANY_ID);
            if (asked.contains(company)) {
                found.computeIfAbsent(new CompanyId(company), one -> new ArrayList<>())
                        .add(document);
            }
        }
        return found;
    }
}
