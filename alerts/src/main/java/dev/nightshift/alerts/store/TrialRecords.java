package dev.nightshift.alerts.store;

import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.mongo.TenantStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The collection {@code alert_trials}: alerts that try the way, in the form of real ones but apart
 * from them, so that no list, count, dedup or open alert ever meets one. They are gone when their
 * trial ends; what a killed process left goes with the company's next trial. Thread-safe.
 */
public final class TrialRecords {
    private static final String COLLECTION = "alert_trials";
    private static final String TRIAL = "trial";
    private static final Duration LEFT = Duration.ofHours(1);

    private final TenantStore store;
    private final InstantSource clock;

    /** Over a store that the caller closes. */
    TrialRecords(TenantStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The trials, for whoever works on alerts. */
    public AlertStore asAlerts() {
        return new AlertStore(store, COLLECTION, clock);
    }

    /**
     * Adds the alerts of a trial, in one round trip; safe to repeat.
     *
     * @param trial its name, which no other trial has
     */
    public void add(TenantContext context, String trial, List<Occurrences> alerts) {
        List<Document> documents = new ArrayList<>();
        for (Occurrences alert : alerts) {
            documents.add(
                    AlertDocuments.create(alert, clock.instant())
                            .append(TRIAL, trial)
                            .append("openKey", trial + '/' + alert.key().text()));
        }
        var _ = trials(context).insertMany(documents);
    }

    /** The alerts of a trial as they are now. */
    public List<Document> find(TenantContext context, String trial) {
        return trials(context).find(new Document(TRIAL, trial));
    }

    /** Deletes a trial's alerts, and what trials that never ended have left. */
    public void delete(TenantContext context, String trial) {
        Document old =
                new Document(
                        "updatedAt", new Document("$lt", Date.from(clock.instant().minus(LEFT))));
        trials(context).deleteMany(new Document("$or", List.of(new Document(TRIAL, trial), old)));
    }

    private TenantCollection trials(TenantContext context) {
        return store.collection(context, COLLECTION);
    }
}
