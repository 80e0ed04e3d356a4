package dev.nightshift.writers.mongo;

import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;

/**
 * One company's leads, as far as the merge needs them. An acknowledged write is durable. Every
 * method throws {@link dev.nightshift.platform.failure.NightshiftException} when the store is away,
 * and may then have done all, part or nothing of its work.
 */
public interface LeadStore {
    /**
     * Writes that did not happen, by index into the list given. Every other one happened, except
     * updates whose guard did not match.
     *
     * @param done documents inserted or matched
     * @param duplicates refused because another lead has the key
     * @param refused refused for what they are, for example too large
     */
    record Outcome(int done, Set<Integer> duplicates, Set<Integer> refused) {}

    /** The leads with one of these phones or e-mails; one with both may come twice. */
    List<Document> find(Collection<String> phones, Collection<String> emails);

    /** The leads of these ids that exist. */
    List<Document> findById(Collection<ObjectId> ids);

    /** Inserts all that it can, in no particular order. */
    Outcome insert(List<Document> leads);

    /** Updates each lead that still has the {@code updatedAt} it was seen with, in any order. */
    Outcome update(List<LeadUpdate> updates);

    /** Deletes those of these leads that still have this {@code updatedAt}; returns how many. */
    int delete(Collection<ObjectId> ids, Date updatedAt);
}
