package dev.nightshift.platform.keyspaces;

import dev.nightshift.platform.mongo.PerCompanyCollection;
import dev.nightshift.platform.mongo.PlatformStore;
import dev.nightshift.platform.mongo.name.PerCompanyName;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;

import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How every company's keys were when it was last looked. Thread-safe; writes may be repeated. */
public final class KeyHealthLedger {
    private final PlatformStore store;

    /** How a company was in its worst space. */
    record KeyLevel(HealthLevel level, Instant checkedAt) {
        boolean isOld(Instant now) {
            return KeyHealth.isOld(checkedAt, now);
        }
    }

    /** Over a store that the caller closes. */
    public KeyHealthLedger(PlatformStore store) {
        this.store = store;
    }

    /** Of these companies, those that were ever looked at. */
    public Map<CompanyId, KeyHealth> read(
            PlatformContext context, Collection<CompanyId> companies) {
        Map<CompanyId, KeyHealth> found = new LinkedHashMap<>();
        health(context)
                .find(companies)
                .forEach((company, document) -> found.put(company, KeyHealth.of(document)));
        return found;
    }

    /** The same in short, for many companies: the spaces are left where they are. */
    Map<CompanyId, KeyLevel> levels(PlatformContext context, Collection<CompanyId> companies) {
        Map<CompanyId, KeyLevel> found = new LinkedHashMap<>();
        List<CompanyId> older = new ArrayList<>();
        health(context)
                .find(companies, List.of("level", "checkedAt"))
                .forEach(
                        (company, document) -> {
                            String level = document.getString("level");
                            if (level == null) {
                                older.add(company);
                            } else {
                                found.put(
                                        company,
                                        new KeyLevel(
                                                HealthLevel.valueOf(level),
                                                document.getDate("checkedAt").toInstant()));
                            }
                        });
        // Stored before there was a short form, until they are looked at next.
        read(context, older)
                .forEach(
                        (company, health) ->
                                found.put(
                                        company, new KeyLevel(health.level(), health.checkedAt())));
        return found;
    }

    /** Keeps what was found. */
    public void write(PlatformContext context, Map<CompanyId, KeyHealth> found) {
        Map<CompanyId, Document> updates = new LinkedHashMap<>();
        found.forEach(
                (company, health) ->
                        updates.put(company, new Document("$set", health.toDocument())));
        var _ = health(context).upsert(updates);
    }

    private PerCompanyCollection health(PlatformContext context) {
        return store.perCompany(context, PerCompanyName.KEY_HEALTH);
    }
}
