package dev.nightshift.alerts.registry.files;

import static dev.nightshift.alerts.registry.files.EntryJson.strings;

import dev.nightshift.alerts.registry.RedisKey;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.alerts.registry.Tab;
import dev.nightshift.alerts.registry.TabMatrix;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a tab matrix from JSON that keeps to the schema. */
final class MatrixJson {
    private MatrixJson() {}

    static TabMatrix matrix(LocatedJson json) {
        List<Tab> tabs = new ArrayList<>();
        json.root().path("tabs").forEach(tab -> tabs.add(tab(tab)));
        return new TabMatrix(tabs);
    }

    private static Tab tab(JsonNode tab) {
        String key = tab.path("tab_key").asString();
        List<RedisKey> keys = new ArrayList<>();
        tab.path("redis_keys")
                .forEach(
                        redis ->
                                keys.add(
                                        new RedisKey(
                                                redis.path("key").asString(),
                                                redis.path("ttl_seconds").asLong())));
        return new Tab(
                key,
                tab.path("code_prefix").asString(key),
                tab.path("default_module").asString(""),
                tab.path("registry_file").asString(""),
                tab.path("display_name").asString(),
                strings(tab.path("subtab_keys")),
                strings(tab.path("manager_files")),
                strings(tab.path("routes")),
                strings(tab.path("models")),
                keys,
                strings(tab.path("external_deps")));
    }

    /** A key or prefix must lead to one tab. */
    static List<RegistryProblem> ambiguous(TabMatrix known, TabMatrix more, LocatedJson json) {
        Map<String, String> owners = new HashMap<>();
        known.tabs().forEach(tab -> claim(owners, tab));
        List<RegistryProblem> problems = new ArrayList<>();
        for (int i = 0; i < more.tabs().size(); i++) {
            Tab tab = more.tabs().get(i);
            String owner = claim(owners, tab);
            if (!owner.isEmpty()) {
                problems.add(
                        new RegistryProblem(
                                json.place("$.tabs[%d].tab_key".formatted(i)),
                                "the key or code prefix of %s is that of %s already"
                                        .formatted(tab.key(), owner)));
            }
        }
        return problems;
    }

    private static String claim(Map<String, String> owners, Tab tab) {
        String earlier = owners.putIfAbsent(tab.key(), tab.key());
        if (earlier == null && !tab.codePrefix().equals(tab.key())) {
            earlier = owners.putIfAbsent(tab.codePrefix(), tab.key());
        }
        return earlier == null ? "" : earlier;
    }
}
