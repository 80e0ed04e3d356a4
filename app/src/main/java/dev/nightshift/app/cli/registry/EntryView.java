package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.app.terminal.Table;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An entry as it is printed; the component names are the JSON contract. */
record EntryView(
        String id,
        String tab,
        String module,
        String feature,
        List<String> locations,
        Map<String, String> errorCodes,
        @Nullable String heartbeatCode,
        String heartbeatPeriod,
        String heartbeatGrace,
        boolean heartbeatPaused,
        String owner,
        String notes,
        boolean deprecated,
        String file,
        int line) {
    static EntryView of(RegistryEntry entry) {
        Map<String, String> codes = new LinkedHashMap<>();
        entry.errorCodes().forEach(code -> codes.put(code, entry.severity(code).name()));
        return new EntryView(
                entry.id(),
                entry.tab(),
                entry.module(),
                entry.feature(),
                entry.locations(),
                codes,
                entry.heartbeatCode(),
                entry.heartbeat().period().toString(),
                entry.heartbeat().grace().toString(),
                entry.heartbeat().paused(),
                entry.owner(),
                entry.notes(),
                entry.deprecated(),
                entry.place().file(),
                entry.place().line());
    }

    static String table(List<EntryView> entries) {
        Table table = new Table("CODE", "SEVERITY", "ENTRY", "OWNER");
        for (EntryView entry : entries) {
            String owner = entry.deprecated() ? entry.owner() + " (deprecated)" : entry.owner();
            entry.errorCodes()
                    .forEach((code, severity) -> table.row(code, severity, entry.id(), owner));
            if (entry.heartbeatCode() != null) {
                table.row(entry.heartbeatCode(), "heartbeat", entry.id(), owner);
            }
        }
        return table.toString();
    }
}
