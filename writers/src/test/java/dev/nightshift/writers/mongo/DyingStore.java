package dev.nightshift.writers.mongo;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Date;
import java.util.List;

/** Stores that die before or after a call, and half way through a bulk. */
final class DyingStore implements LeadStore, ImportJournal {
    private final LeadStore leads;
    private final ImportJournal journal;
    private int callsToLive = Integer.MAX_VALUE;
    Runnable beforeWrite = () -> {};
    Runnable beforePut = () -> {};

    DyingStore(LeadStore leads, ImportJournal journal) {
        this.leads = leads;
        this.journal = journal;
    }

    void dieAfter(int calls) {
        callsToLive = calls;
    }

    private void step() {
        if (callsToLive-- <= 0) {
            throw new NightshiftException(FailureCode.MONGODB_UNAVAILABLE, "dead", "");
        }
    }

    @Override
    public List<Document> find(Collection<String> phones, Collection<String> emails) {
        step();
        return leads.find(phones, emails);
    }

    @Override
    public List<Document> findById(Collection<ObjectId> ids) {
        step();
        return leads.findById(ids);
    }

    @Override
    public Outcome insert(List<Document> documents) {
        beforeWrite.run();
        step();
        if (callsToLive == 0) {
            leads.insert(documents.subList(0, documents.size() / 2));
        }
        step();
        return leads.insert(documents);
    }

    @Override
    public Outcome update(List<LeadUpdate> updates) {
        beforeWrite.run();
        step();
        if (callsToLive == 0) {
            leads.update(updates.subList(0, updates.size() / 2));
        }
        step();
        return leads.update(updates);
    }

    @Override
    public int delete(Collection<ObjectId> ids, Date updatedAt) {
        step();
        if (callsToLive == 0) {
            leads.delete(ids, updatedAt);
        }
        step();
        return leads.delete(ids, updatedAt);
    }

    @Override
    public boolean put(Document page, @Nullable Object over) {
        step();
        beforePut.run();
        boolean done = journal.put(page, over);
        step();
        return done;
    }

    @Override
    public void putAll(List<Document> unchanging) {
        step();
        journal.putAll(unchanging);
        step();
    }

    @Override
    public @Nullable String lastId(String from, String below) {
        step();
        return journal.lastId(from, below);
    }

    @Override
    public List<Document> find(List<String> ids) {
        step();
        return journal.find(ids);
    }
}
