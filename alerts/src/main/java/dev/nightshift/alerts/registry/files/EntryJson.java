package dev.nightshift.alerts.registry.files;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.HeartbeatTerms;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.SeverityPolicy;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads entries from JSON that keeps to the schema. */
final class EntryJson {
    private EntryJson() {}

    static List<RegistryEntry> entries(LocatedJson json) {
        List<RegistryEntry> entries = new ArrayList<>();
        String tab = json.root().path("tab").asString();
        JsonNode list = json.root().path("entries");
        for (int i = 0; i < list.size(); i++) {
            entries.add(entry(list.get(i), tab, json, "$.entries[%d]".formatted(i)));
        }
        return entries;
    }

    private static RegistryEntry entry(JsonNode entry, String tab, LocatedJson json, String path) {
        JsonNode heartbeat = entry.path("heartbeatCode");
        return new RegistryEntry(
                entry.path("id").asString(),
                entry.path("tab").asString(tab),
                entry.path("module").asString(),
                entry.path("feature").asString(""),
                strings(entry.path("locations")),
                strings(entry.path("errorCodes")),
                heartbeat.isString() ? heartbeat.asString() : null,
                policy(entry.path("severityPolicy")),
                entry.path("owner").asString("").strip(),
                entry.path("notes").asString(""),
                entry.path("deprecated").asBoolean(false),
                terms(entry.path("heartbeat")),
                json.place(path));
    }

    static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>();
        array.forEach(value -> values.add(value.asString()));
        return values;
    }

    private static SeverityPolicy policy(JsonNode policy) {
        Map<String, Severity> codes = new LinkedHashMap<>();
        policy.path("codes")
                .properties()
                .forEach(
                        code ->
                                codes.put(
                                        code.getKey(),
                                        Severity.valueOf(code.getValue().asString())));
        return new SeverityPolicy(Severity.valueOf(policy.path("default").asString()), codes);
    }

    private static HeartbeatTerms terms(JsonNode terms) {
        HeartbeatTerms base = HeartbeatTerms.DEFAULT;
        return new HeartbeatTerms(
                duration(terms.path("period"), base.period()),
                duration(terms.path("grace"), base.grace()),
                duration(terms.path("maxRun"), base.maxRun()),
                terms.path("paused").asBoolean(base.paused()));
    }

    private static Duration duration(JsonNode text, Duration base) {
        return text.isString() ? Duration.parse(text.asString()) : base;
    }
}
