package dev.nightshift.writers.mongo.dryrun;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.DiskFull;
import dev.nightshift.writers.mongo.ImportJournal;
import dev.nightshift.writers.mongo.LeadStore;
import dev.nightshift.writers.mongo.merge.Fingerprint;
import dev.nightshift.writers.mongo.merge.LeadUpdate;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A company's leads as an import would leave them: reads go to the real store, writes to temporary
 * files that later reads see. Nothing of the company is changed, and the counts are those of the
 * import itself. The heap it needs does not grow with the rows.
 *
 * <p>Not thread-safe. Not restartable: a dry run starts over. The files are gone once it is closed
 * or its process has ended. DISK_FULL when they have no room.
 */
public final class DryRunStore implements LeadStore, ImportJournal, AutoCloseable {
    /** A key whose lead gave it up. */
    private static final long GIVEN_UP = -1;

    private static final String PHONE = "phone";
    private static final String EMAIL = "email";

    private final LeadStore real;
    private final boolean empty;
    private final Path folder;
    private final KeyTable keys;
    private final LeadLog log;
    private final CompactLead compact = new CompactLead();

    /** The leads that the last {@link #find} gave, as they are before any update. */
    private final Map<ObjectId, Document> found = new HashMap<>();

    /**
     * A dry run over a store.
     *
     * @param empty whether the company has no leads at all, so that the real store need not be
     *     asked
     * @param folder for the temporary files; it exists
     */
    public DryRunStore(LeadStore real, boolean empty, Path folder) {
        this.real = real;
        this.empty = empty;
        this.folder = folder;
        try {
            this.keys = new KeyTable(folder);
            this.log = new LeadLog(folder);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public List<Document> find(Collection<String> phones, Collection<String> emails) {
        found.clear();
        Set<Long> places = new TreeSet<>();
        List<String> unknownPhones = new ArrayList<>();
        List<String> unknownEmails = new ArrayList<>();
        look(PHONE, phones, places, unknownPhones);
        look(EMAIL, emails, places, unknownEmails);
        List<Document> leads = new ArrayList<>();
        for (long place : places) {
            leads.add(compact.decode(use(() -> log.read(place))));
        }
        if (!empty) {
            leads.addAll(real.find(unknownPhones, unknownEmails));
        }
        // The planner works on the documents it gets; what they were is needed to update them.
        leads.forEach(lead -> found.put(lead.getObjectId("_id"), new Document(lead)));
        return leads;
    }

    private void look(
            String field, Collection<String> values, Set<Long> places, List<String> unknown) {
        for (String value : values) {
            long place = keys.get(key(field, value));
            if (place > 0) {
                places.add(place - 1);
            } else if (place == KeyTable.ABSENT && !empty) {
                unknown.add(value);
            }
        }
    }

    private static long key(String field, String value) {
        return Fingerprint.bitsOf(value) ^ (field.equals(PHONE) ? 0 : 0x5555_5555_5555_5555L);
    }

    @Override
    public List<Document> findById(Collection<ObjectId> ids) {
        throw new UnsupportedOperationException("a dry run never has to look twice");
    }

    @Override
    public Outcome insert(List<Document> documents) {
        documents.forEach(this::keep);
        return new Outcome(documents.size(), Set.of(), Set.of());
    }

    @Override
    public Outcome update(List<LeadUpdate> updates) {
        for (LeadUpdate update : updates) {
            Document lead = found.get(update.id());
            if (lead == null) {
                throw new IllegalStateException("an update of a lead that was not looked up");
            }
            giveUp(PHONE, lead, update);
            giveUp(EMAIL, lead, update);
            lead.putAll(update.set());
            lead.keySet().removeAll(update.unset());
            keep(lead);
        }
        return new Outcome(updates.size(), Set.of(), Set.of());
    }

    private void giveUp(String field, Document lead, LeadUpdate update) {
        if (update.set().containsKey(field) && lead.get(field) instanceof String old) {
            put(field, old, GIVEN_UP);
        }
    }

    private void keep(Document lead) {
        long place = use(() -> log.append(compact.encode(lead)));
        put(PHONE, lead.get(PHONE), place + 1);
        put(EMAIL, lead.get(EMAIL), place + 1);
    }

    private void put(String field, @Nullable Object value, long place) {
        if (value instanceof String text) {
            use(
                    () -> {
                        keys.put(key(field, text), place);
                        return place;
                    });
        }
    }

    @Override
    public int delete(Collection<ObjectId> ids, Date updatedAt) {
        throw new UnsupportedOperationException("an import deletes nothing");
    }

    @Override
    public boolean put(Document page, @Nullable Object over) {
        // Nothing is done that would have to be undone.
        return true;
    }

    @Override
    public void putAll(List<Document> unchanging) {
        // The same.
    }

    @Override
    public @Nullable String lastId(String from, String below) {
        return null;
    }

    @Override
    public List<Document> find(List<String> ids) {
        return List.of();
    }

    /** Something done with the temporary files. */
    private interface Use<T> {
        T get() throws IOException;
    }

    private <T> T use(Use<T> files) {
        try {
            return files.get();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private NightshiftException failure(IOException e) {
        return DiskFull.in(e)
                ? new NightshiftException(
                        FailureCode.DISK_FULL,
                        "No room left in %s for what the dry run remembers.".formatted(folder),
                        "Make room and start it again.",
                        e)
                : new NightshiftException(
                        FailureCode.INTERNAL,
                        "The dry run cannot use its files in %s.".formatted(folder),
                        "Check the folder's permissions and the log.",
                        e);
    }

    @Override
    public void close() {
        keys.close();
        use(
                () -> {
                    log.close();
                    return true;
                });
    }
}
