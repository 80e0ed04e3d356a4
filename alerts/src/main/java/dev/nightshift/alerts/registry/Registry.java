package dev.nightshift.alerts.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All entries of all tabs, in the order of the files. Immutable and thread-safe. */
public final class Registry {
    private final TabMatrix tabs;
    private final List<RegistryEntry> entries;
    private final Map<String, RegistryEntry> byCode = new HashMap<>();

    /** A registry of these tabs and entries; entries of other tabs are kept, the checks say so. */
    public Registry(TabMatrix tabs, List<RegistryEntry> entries) {
        this.tabs = tabs;
        this.entries = List.copyOf(entries);
        entries.forEach(entry -> entry.codes().forEach(code -> byCode.putIfAbsent(code, entry)));
    }

    /** The tab matrix. */
    public TabMatrix tabs() {
        return tabs;
    }

    /** All entries, deprecated ones too. */
    public List<RegistryEntry> entries() {
        return entries;
    }

    /** The entry with this id; the first when there are several. */
    public Optional<RegistryEntry> entry(String id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** The entry that can raise this error or heartbeat code; the first when there are several. */
    public Optional<RegistryEntry> byCode(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** Entries of which a sign of life is expected. */
    public List<RegistryEntry> withHeartbeat() {
        return entries.stream().filter(RegistryEntry::expectsHeartbeat).toList();
    }

    /** Codes that are named more than once, with the entries that name them, in their order. */
    public Map<String, List<RegistryEntry>> duplicateCodes() {
        Map<String, List<RegistryEntry>> all = new LinkedHashMap<>();
        for (RegistryEntry entry : entries) {
            for (String code : entry.codes()) {
                all.computeIfAbsent(code, any -> new ArrayList<>()).add(entry);
            }
        }
        all.values().removeIf(named -> named.size() < 2);
        return all;
    }
}
