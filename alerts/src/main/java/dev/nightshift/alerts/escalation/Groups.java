package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.Dependency;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.alerts.store.ServiceAlerts.Kind;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the alerts that are due are the same piece of news: the same code in three companies
 * within a quarter of an hour, in one pass or over several, and what follows from a server that is
 * away. Used by one pass.
 */
final class Groups {
    private static final int STORM = 3;
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Document NONE = new Document();

    private final ServiceAlerts service;
    private final AlertStore store;
    private final InstantSource clock;
    private final Map<String, Document> byKey = new LinkedHashMap<>();
    private final Map<String, Document> byId = new LinkedHashMap<>();

    /** Alerts that are told together; without a group each is told by itself. */
    record Batch(Optional<GroupNotice> group, List<Taken> alerts) {}

    Groups(
            ServiceAlerts service,
            AlertStore store,
            InstantSource clock,
            List<Document> unfinished) {
        this.service = service;
        this.store = store;
        this.clock = clock;
        for (Document group : unfinished) {
            if (group.get("resolution") == null) {
                byId.put(group.getString("_id"), group);
                if (group.containsKey("openKey")) {
                    byKey.put(group.getString("openKey"), group);
                }
            }
        }
    }

    List<Batch> batches(List<Taken> due) {
        Map<String, List<Taken>> together = new LinkedHashMap<>();
        for (Taken taken : due) {
            together.computeIfAbsent(key(taken), any -> new ArrayList<>()).add(taken);
        }
        List<Batch> batches = new ArrayList<>();
        together.forEach((key, alerts) -> batches.add(batch(key, alerts)));
        return batches;
    }

    private String key(Taken taken) {
        if (taken.step.sendings().isEmpty()) {
            return "";
        }
        Document known = byId.getOrDefault(taken.alert.get("groupId", ""), NONE);
        if (known.containsKey("openKey")) {
            return known.getString("openKey");
        }
        return Dependency.of(taken.alert).map(Dependency::key).orElse("storm/" + taken.code());
    }

    private Batch batch(String key, List<Taken> alerts) {
        if (key.isEmpty()) {
            return new Batch(Optional.empty(), alerts);
        }
        Document group = byKey.computeIfAbsent(key, any -> begin(key, alerts.getFirst()));
        if (group.containsKey("forming") && !forms(group, alerts)) {
            return new Batch(Optional.empty(), alerts);
        }
        GroupNotice notice = new GroupNotice(service, group);
        notice.join(alerts, clock.instant());
        return new Batch(Optional.of(notice), alerts);
    }

    private Document begin(String key, Taken first) {
        Optional<Dependency> dependency =
                Dependency.of(first.alert).filter(one -> one.key().equals(key));
        Document group =
                dependency.isPresent()
                        ? service.fresh(Kind.DEPENDENCY, key, away(dependency.get()))
                        : service.fresh(
                                        Kind.STORM,
                                        key,
                                        Alert.of(
                                                first.code(),
                                                first.severity(),
                                                String.valueOf(first.alert.getString("message"))))
                                .append("forming", List.of());
        service.saveIfNew(group);
        return group;
    }

    static Alert away(Dependency dependency) {
        String message = dependency.title() + " is away.";
        return switch (dependency) {
            case MONGODB ->
                    Alert.of("NIGHTSHIFT_ALERTS_DEPENDENCY_MONGODB", Severity.WARNING, message);
            case REDIS -> Alert.of("NIGHTSHIFT_ALERTS_DEPENDENCY_REDIS", Severity.WARNING, message);
            case RELATIONAL ->
                    Alert.of("NIGHTSHIFT_ALERTS_DEPENDENCY_RELATIONAL", Severity.WARNING, message);
        };
    }

    /** Whether it is a storm by now; until then it is noted who had the code lately. */
    private boolean forms(Document group, List<Taken> alerts) {
        Instant now = clock.instant();
        Map<String, Document> recent = new LinkedHashMap<>();
        recent(group, now).forEach(one -> recent.put(one.getString("alertId"), one));
        alerts.forEach(
                taken ->
                        recent.put(
                                taken.id(),
                                new Document("companyId", taken.context.companyId())
                                        .append("alertId", taken.id())
                                        .append("at", Date.from(now))));
        Set<String> companies = new LinkedHashSet<>();
        recent.values().forEach(one -> companies.add(one.getString("companyId")));
        if (companies.size() < STORM) {
            group.put("forming", List.copyOf(recent.values()));
            var _ =
                    service.change(
                            group.getString("_id"),
                            new Document("forming", group.get("forming")),
                            false);
            return false;
        }
        alerts.forEach(taken -> recent.remove(taken.id()));
        group.remove("forming");
        // Those that were told one by one belong to it from now on.
        recent.values().forEach(one -> adopt(group, one));
        return true;
    }

    private void adopt(Document group, Document told) {
        String company = told.getString("companyId");
        store.change(
                        service.in(company),
                        told.getString("alertId"),
                        new Document("openKey", new Document("$exists", true)),
                        new Document("groupId", group.getString("_id")),
                        NONE)
                .ifPresent(alert -> GroupNotice.count(group, company, group.getString("code")));
    }

    private static List<Document> recent(Document group, Instant now) {
        return group.getList("forming", Document.class, List.of()).stream()
                .filter(one -> one.getDate("at").toInstant().isAfter(now.minus(WINDOW)))
                .toList();
    }

    /** Ends groups whose alerts are all over, and forgets what never came about or is long over. */
    void finish() {
        Instant now = clock.instant();
        var _ = service.deleteOld();
        for (Document group : byId.values()) {
            if (group.containsKey("forming")) {
                if (recent(group, now).isEmpty()) {
                    service.forget(group);
                }
            } else if (!group.getString("kind").equals(Kind.CHANNEL.name())
                    && !group.getBoolean("away", false)
                    && group.getList("companies", String.class).stream()
                            .noneMatch(company -> isOpen(company, group))) {
                var _ = service.end(group, service.byService("all its alerts are over"));
            }
        }
    }

    private boolean isOpen(String company, Document group) {
        return !store.members(service.in(company), group.getString("_id"), 1).isEmpty();
    }
}
