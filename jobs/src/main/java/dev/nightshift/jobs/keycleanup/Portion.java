package dev.nightshift.jobs.keycleanup;

import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.readers.redis.KeyBatch;

import java.util.List;

/** What is done between two positions. */
sealed interface Portion {
    /** Keys of the server, of whatever space and company. */
    record Keys(KeyBatch batch) implements Portion {}

    /** Keys of the server once more, for those whose company is gone. */
    record Orphans(KeyBatch batch) implements Portion {}

    /**
     * A company's documents of a space.
     *
     * @param first whether nothing of them was looked at before
     * @param expired keys of expired ones; empty when they are only counted
     */
    record Documents(CompanyId company, MongoSpace space, boolean first, List<Object> expired)
            implements Portion {}

    /**
     * Documents of a space that a company left that is gone.
     *
     * @param first whether nothing of them was looked at before
     * @param ids of those to be removed; empty when they are only counted
     */
    record LeftDocuments(CompanyId company, MongoSpace space, boolean first, List<Object> ids)
            implements Portion {}

    /** Companies of which everything was looked at. */
    record Verdicts(List<CompanyId> companies) implements Portion {}
}
