package dev.nightshift.writers.mongo;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.writers.mongo.merge.ImportStamp;
import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Leads and journal in memory, with unique keys, writes in random order, and death after any single
 * operation. Documents go in and out as BSON, as they would over the wire. Thread-safe.
 */
final class MemoryLeads implements LeadStore, ImportJournal {
    private static final DocumentCodec CODEC = new DocumentCodec();

    final Map<ObjectId, Document> leads = new LinkedHashMap<>();
    final TreeMap<String, Document> pages = new TreeMap<>();
    private final Random order;
    private int opsToLive = Integer.MAX_VALUE;
    int ops;
    int largestLead = Integer.MAX_VALUE;
    Runnable betweenFindAndWrite = () -> {};

    MemoryLeads(long seed) {
        order = new Random(seed);
    }

    synchronized void dieAfter(int operations) {
        opsToLive = operations;
    }

    synchronized void live() {
        opsToLive = Integer.MAX_VALUE;
    }

    private void step() {
        if (opsToLive-- <= 0) {
            throw new NightshiftException(FailureCode.MONGODB_UNAVAILABLE, "dead", "");
        }
        ops++;
    }

    static Document copy(Document document) {
        BsonDocument bson = document.toBsonDocument();
        return CODEC.decode(bson.asBsonReader(), org.bson.codecs.DecoderContext.builder().build());
    }

    @Override
    public synchronized List<Document> find(Collection<String> phones, Collection<String> emails) {
        step();
        List<Document> found = new ArrayList<>();
        for (Document lead : leads.values()) {
            if (phones.contains(lead.getString("phone"))) {
                found.add(copy(lead));
            }
            if (emails.contains(lead.getString("email"))) {
                found.add(copy(lead));
            }
        }
        betweenFindAndWrite.run();
        return found;
    }

    @Override
    public synchronized List<Document> findById(Collection<ObjectId> ids) {
        step();
        return ids.stream()
                .map(leads::get)
                .filter(Objects::nonNull)
                .map(MemoryLeads::copy)
                .toList();
    }

    @Override
    public synchronized Outcome insert(List<Document> documents) {
        Set<Integer> duplicates = new HashSet<>();
        Set<Integer> refused = new HashSet<>();
        for (int index : shuffled(documents.size())) {
            step();
            Document lead = copy(documents.get(index));
            ObjectId id = lead.getObjectId("_id");
            if (lead.toString().length() > largestLead) {
                refused.add(index);
            } else if (leads.containsKey(id) || isTaken(lead)) {
                duplicates.add(index);
            } else {
                leads.put(id, lead);
            }
        }
        return new Outcome(
                documents.size() - duplicates.size() - refused.size(), duplicates, refused);
    }

    @Override
    public synchronized Outcome update(List<LeadUpdate> updates) {
        int matched = 0;
        Set<Integer> duplicates = new HashSet<>();
        Set<Integer> refused = new HashSet<>();
        for (int index : shuffled(updates.size())) {
            step();
            LeadUpdate update = updates.get(index);
            Document lead = leads.get(update.id());
            if (lead == null || !Objects.equals(lead.get("updatedAt"), update.seenUpdatedAt())) {
                continue;
            }
            Document changed = copy(lead);
            changed.putAll(copy(update.set()));
            changed.keySet().removeAll(update.unset());
            if (changed.toString().length() > largestLead) {
                refused.add(index);
            } else if (isTaken(changed)) {
                duplicates.add(index);
            } else {
                leads.put(update.id(), changed);
                matched++;
            }
        }
        return new Outcome(matched, duplicates, refused);
    }

    @Override
    public synchronized int delete(Collection<ObjectId> ids, Date updatedAt) {
        int deleted = 0;
        for (ObjectId id : ids) {
            step();
            Document lead = leads.get(id);
            if (lead != null
                    && new ImportStamp(updatedAt.toInstant()).isOn(lead.get("updatedAt"))) {
                leads.remove(id);
                deleted++;
            }
        }
        return deleted;
    }

    @Override
    public synchronized boolean put(Document page, @Nullable Object over) {
        step();
        Document there = pages.get(page.getString("_id"));
        if (there != null
                && !Objects.equals(there.get(BY), page.get(BY))
                && !Objects.equals(there.get(BY), over)) {
            return false;
        }
        pages.put(page.getString("_id"), copy(page));
        return true;
    }

    @Override
    public synchronized void putAll(List<Document> unchanging) {
        for (Document page : unchanging) {
            step();
            pages.putIfAbsent(page.getString("_id"), copy(page));
        }
    }

    @Override
    public synchronized @Nullable String lastId(String from, String below) {
        step();
        var range = pages.subMap(from, below);
        return range.isEmpty() ? null : range.lastKey();
    }

    @Override
    public synchronized List<Document> find(List<String> ids) {
        step();
        return ids.stream()
                .map(pages::get)
                .filter(Objects::nonNull)
                .map(MemoryLeads::copy)
                .toList();
    }

    private boolean isTaken(Document lead) {
        return leads.values().stream()
                .filter(other -> !Objects.equals(other.get("_id"), lead.get("_id")))
                .anyMatch(other -> sameKey(lead, other, "phone") || sameKey(lead, other, "email"));
    }

    private static boolean sameKey(Document lead, Document other, String key) {
        return lead.containsKey(key) && Objects.equals(lead.get(key), other.get(key));
    }

    private List<Integer> shuffled(int size) {
        List<Integer> indexes = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(indexes, order);
        return indexes;
    }
}
