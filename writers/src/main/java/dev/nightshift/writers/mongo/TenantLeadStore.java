package dev.nightshift.writers.mongo;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.mongo.codec.DocumentSize;
import dev.nightshift.platform.mongo.operation.Change;
import dev.nightshift.platform.mongo.operation.InsertOutcome;
import dev.nightshift.platform.mongo.operation.Repeat;
import dev.nightshift.platform.mongo.operation.UpdateOutcome;
import dev.nightshift.platform.mongo.operation.WriteFailure;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.Document;
import org.bson.types.ObjectId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * One company's collection {@code leads} in MongoDB. Two calls to the server go side by side where
 * they do not depend on each other. Thread-safe; close it when the import is over.
 */
public final class TenantLeadStore implements LeadStore, AutoCloseable {
    /** The collection. */
    public static final String COLLECTION = "leads";

    private static final String ID = "_id";

    /** Fewer documents than this are not worth a second connection. */
    private static final int WORTH_HALVING = 256;

    private final TenantCollection leads;
    private final ExecutorService second =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lead-store-", 0).factory());

    /** The leads of the context's company. */
    public TenantLeadStore(TenantStore store, TenantContext context) {
        leads = store.collection(context, COLLECTION);
    }

    @Override
    public List<Document> find(Collection<String> phones, Collection<String> emails) {
        if (phones.isEmpty()) {
            return findIn("email", emails);
        }
        if (emails.isEmpty()) {
            return findIn("phone", phones);
        }
        // Most leads are found by both keys: the second answer is their ids only.
        Both<List<Document>> answers =
                both(() -> findIn("phone", phones), () -> findIdsIn("email", emails));
        List<Document> found = answers.one();
        Set<ObjectId> missing = new HashSet<>();
        answers.two().forEach(lead -> missing.add(lead.getObjectId(ID)));
        found.forEach(lead -> missing.remove(lead.getObjectId(ID)));
        found.addAll(findById(missing));
        return found;
    }

    @Override
    public List<Document> findById(Collection<ObjectId> ids) {
        return findIn(ID, ids);
    }

    private List<Document> findIn(String field, Collection<?> values) {
        return values.isEmpty() ? new ArrayList<>() : leads.find(in(field, values));
    }

    private List<Document> findIdsIn(String field, Collection<?> values) {
        return leads.find(in(field, values), new Document(ID, 1), new Document(), 0);
    }

    private static Document in(String field, Collection<?> values) {
        return new Document(field, new Document("$in", new HashSet<>(values)));
    }

    @Override
    public Outcome insert(List<Document> documents) {
        Set<Integer> tooLarge = new HashSet<>();
        for (int index = 0; index < documents.size(); index++) {
            if (!DocumentSize.fits(documents.get(index))) {
                tooLarge.add(index);
            }
        }
        if (!tooLarge.isEmpty()) {
            return withoutLarge(documents, tooLarge, this::insert);
        }
        if (documents.size() < WORTH_HALVING) {
            return outcome(leads.insertMany(documents), 0);
        }
        int half = documents.size() / 2;
        Both<InsertOutcome> halves =
                both(
                        () -> leads.insertMany(documents.subList(0, half)),
                        () -> leads.insertMany(documents.subList(half, documents.size())));
        return sum(outcome(halves.one(), 0), outcome(halves.two(), half));
    }

    @Override
    public Outcome update(List<LeadUpdate> updates) {
        Set<Integer> tooLarge = new HashSet<>();
        List<Change> changes = new ArrayList<>(updates.size());
        for (int index = 0; index < updates.size(); index++) {
            LeadUpdate update = updates.get(index);
            if (!DocumentSize.fits(update.set())) {
                tooLarge.add(index);
            }
            changes.add(
                    new Change(
                            new Document(ID, update.id())
                                    .append("updatedAt", update.seenUpdatedAt()),
                            operators(update)));
        }
        if (!tooLarge.isEmpty()) {
            return withoutLarge(updates, tooLarge, this::update);
        }
        // Repeated after a lost answer, the guard fails where the first attempt went through; the
        // caller finds that the lead is as the update leaves it.
        UpdateOutcome outcome = leads.bulkUpdate(changes, Repeat.SAFE);
        return outcome(outcome.matched(), outcome.failures(), 0);
    }

    private static Document operators(LeadUpdate update) {
        Document operators = new Document("$set", update.set());
        if (!update.unset().isEmpty()) {
            Document unset = new Document();
            update.unset().forEach(field -> unset.append(field, ""));
            operators.append("$unset", unset);
        }
        return operators;
    }

    @Override
    public int delete(Collection<ObjectId> ids, Date updatedAt) {
        return Math.toIntExact(
                leads.deleteMany(
                        new Document(ID, new Document("$in", ids)).append("updatedAt", updatedAt)));
    }

    private interface Write<T> {
        Outcome write(List<T> writes);
    }

    /** The driver fails a whole bulk for one document that is too large to be sent. */
    private static <T> Outcome withoutLarge(
            List<T> writes, Set<Integer> tooLarge, Write<T> remaining) {
        List<T> small = new ArrayList<>(writes.size());
        List<Integer> places = new ArrayList<>(writes.size());
        for (int index = 0; index < writes.size(); index++) {
            if (!tooLarge.contains(index)) {
                small.add(writes.get(index));
                places.add(index);
            }
        }
        Outcome outcome =
                small.isEmpty() ? new Outcome(0, Set.of(), Set.of()) : remaining.write(small);
        Set<Integer> duplicates = new HashSet<>();
        Set<Integer> refused = new HashSet<>(tooLarge);
        outcome.duplicates().forEach(index -> duplicates.add(places.get(index)));
        outcome.refused().forEach(index -> refused.add(places.get(index)));
        return new Outcome(outcome.done(), duplicates, refused);
    }

    private static Outcome outcome(InsertOutcome outcome, int offset) {
        return outcome(outcome.inserted(), outcome.failures(), offset);
    }

    private static Outcome outcome(int done, List<WriteFailure> failures, int offset) {
        Set<Integer> duplicates = new HashSet<>();
        Set<Integer> refused = new HashSet<>();
        for (WriteFailure failure : failures) {
            switch (failure.reason()) {
                case DUPLICATE_KEY -> duplicates.add(failure.index() + offset);
                case NOT_STORABLE -> refused.add(failure.index() + offset);
            }
        }
        return new Outcome(done, duplicates, refused);
    }

    private static Outcome sum(Outcome one, Outcome two) {
        one.duplicates().addAll(two.duplicates());
        one.refused().addAll(two.refused());
        return new Outcome(one.done() + two.done(), one.duplicates(), one.refused());
    }

    private record Both<T>(T one, T two) {}

    /** Makes both calls at once; neither is under way any more when this returns or throws. */
    private <T> Both<T> both(Supplier<T> one, Supplier<T> two) {
        CompletableFuture<T> beside = CompletableFuture.supplyAsync(two, second);
        T first;
        try {
            first = one.get();
        } finally {
            beside.exceptionally(failure -> null).join();
        }
        try {
            return new Both<>(first, beside.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void close() {
        second.close();
    }
}
