package dev.nightshift.alerts.store;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.AcrossName;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was CRITICAL or WARNING lately, of all companies together. Thread-safe. */
public final class SevereAlerts {
    private static final List<String> FIELDS = List.of("code", "severity", "openKey", "ack");

    private final PlatformStore store;

    /** Over a store that the caller closes. */
    public SevereAlerts(PlatformStore store) {
        this.store = store;
    }

    /** Code, severity and whether it is open and taken, by company in the order of their ids. */
    public Map<CompanyId, List<Document>> since(
            PlatformContext context, Collection<CompanyId> companies, Instant since) {
        Date from = Date.from(since);
        Document filter =
                new Document("updatedAt", new Document("$gte", from))
                        .append("lastAt", new Document("$gte", from))
                        .append(
                                "severity",
                                new Document(
                                        "$in",
                                        List.of(
                                                Severity.CRITICAL.name(),
                                                Severity.WARNING.name())));
        return new TreeMap<>(
                store.across(context, AcrossName.ALERTS).find(companies, filter, FIELDS));
    }
}
