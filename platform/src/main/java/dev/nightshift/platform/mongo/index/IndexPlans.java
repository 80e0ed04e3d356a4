package dev.nightshift.platform.mongo.index;

import org.bson.Document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The indexes of every collection that belongs to companies. */
public final class IndexPlans {
    /** What every list is sorted by. */
    private static final IndexPlan BY_CHANGE =
            IndexPlan.on(new Document("companyId", 1).append("updatedAt", -1));

    private static final Map<String, List<IndexPlan>> MORE =
            Map.of(
                    "leads",
                    List.of(
                            IndexPlan.uniqueInCompany("phone"),
                            IndexPlan.uniqueInCompany("email"),
                            IndexPlan.on(new Document("companyId", 1).append("importId", 1))),
                    "alerts",
                    List.of(
                            IndexPlan.uniqueInCompany("openKey"),
                            IndexPlan.on(
                                    new Document("companyId", 1).append("escalation.nextAt", 1))),
                    "preimages",
                    List.of(IndexPlan.expiring("expireAt", Duration.ZERO)),
                    "webhook_events",
                    List.of(
                            IndexPlan.on(
                                    new Document("companyId", 1)
                                            .append("status", 1)
                                            .append("processedAt", 1)
                                            .append("_id", 1)),
                            IndexPlan.on(
                                    new Document("companyId", 1)
                                            .append("status", 1)
                                            .append("_id", 1))),
                    "alert_trials",
                    List.of(
                            IndexPlan.on(new Document("companyId", 1).append("trial", 1)),
                            IndexPlan.on(
                                    new Document("companyId", 1).append("escalation.nextAt", 1))),
                    "telemetry",
                    List.of(IndexPlan.expiring("ts", Duration.ofHours(24))));

    /** What a walk over a company's documents by {@code _id} needs; built before the first one. */
    public static final IndexPlan PAGING =
            IndexPlan.on(new Document("companyId", 1).append("_id", 1));

    private IndexPlans() {}

    /** The indexes of this collection. */
    public static List<IndexPlan> of(String collection) {
        List<IndexPlan> plans = new ArrayList<>();
        plans.add(BY_CHANGE);
        plans.addAll(MORE.getOrDefault(collection, List.of()));
        return List.copyOf(plans);
    }
}
