package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what companies that are gone left in MongoDB, space by space and company by company.
 * Restartable behind a portion. Used by one thread.
 */
final class LeftBehind {
    private static final String SPACES = "keys.left.spaces";
    private static final String COMPANY = "keys.left.company";
    private static final String HALFWAY = "keys.left.halfway";

    private final List<MongoSpace> spaces;
    private final GoneDocuments documents;
    private final int batch;
    private final Set<String> spacesDone = new TreeSet<>();
    private @Nullable Deque<CompanyId> waiting;
    private String last = "";
    private boolean halfway;

    /**
     * From the beginning.
     *
     * @param spaces those that are looked at; only those whose documents go with their company
     *     count
     * @param batch at most so many come at a time
     */
    LeftBehind(List<MongoSpace> spaces, GoneDocuments documents, int batch) {
        this.spaces = spaces.stream().filter(MongoSpace::goesWithCompany).toList();
        this.documents = documents;
        this.batch = batch;
    }

    void open(ExecutionContext stored) {
        spacesDone.clear();
        stored.getString(SPACES, "").lines().forEach(spacesDone::add);
        last = stored.getString(COMPANY, "");
        halfway = stored.containsKey(HALFWAY);
        waiting = null;
    }

    /** What is next; null when there is no more. */
    @Nullable Portion read() {
        for (MongoSpace space : spaces) {
            if (spacesDone.contains(space.name())) {
                continue;
            }
            Deque<CompanyId> companies = waiting(space);
            CompanyId company = companies.peek();
            if (company != null) {
                return documents(company, space, companies);
            }
            spacesDone.add(space.name());
            waiting = null;
            last = "";
        }
        return null;
    }

    private Deque<CompanyId> waiting(MongoSpace space) {
        Deque<CompanyId> companies = waiting;
        if (companies == null) {
            companies = new ArrayDeque<>();
            for (CompanyId company : documents.companies(space)) {
                int behind = company.value().compareTo(last);
                if (behind > 0 || (behind == 0 && halfway)) {
                    companies.add(company);
                }
            }
            halfway = halfway && !companies.isEmpty() && companies.peek().value().equals(last);
            waiting = companies;
        }
        return companies;
    }

    private Portion documents(CompanyId company, MongoSpace space, Deque<CompanyId> companies) {
        boolean first = !halfway;
        List<Object> ids = documents.some(company, space, batch);
        halfway = ids.size() == batch;
        if (!halfway) {
            companies.remove();
        }
        last = company.value();
        return new Portion.LeftDocuments(company, space, first, ids);
    }

    void update(ExecutionContext stored) {
        stored.putString(SPACES, String.join("\n", spacesDone));
        stored.putString(COMPANY, last);
        if (halfway) {
            stored.putInt(HALFWAY, 1);
        } else {
            stored.remove(HALFWAY);
        }
    }
}
