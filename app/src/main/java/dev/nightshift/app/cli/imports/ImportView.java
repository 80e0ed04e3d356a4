package dev.nightshift.app.cli.imports;

import dev.nightshift.app.terminal.Json;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.jobs.csvimport.ImportLedger;

import org.bson.Document;

import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An entry of the ledger as it is printed: its own names, {@code importId} first. */
final class ImportView {
    private static final Set<String> HIDDEN = Set.of("_id", ImportLedger.ATTEMPT);

    private ImportView() {}

    static Map<String, Object> of(Document entry) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("importId", String.valueOf(entry.get("_id")));
        entry.forEach(
                (name, value) -> {
                    if (!HIDDEN.contains(name) && value != null) {
                        view.put(
                                name,
                                value instanceof Date date ? date.toInstant().toString() : value);
                    }
                });
        return view;
    }

    static String table(List<Map<String, Object>> imports) {
        Table table =
                new Table(
                        "IMPORT",
                        "STATE",
                        "RUN",
                        "FILE",
                        "STARTED",
                        "READ",
                        "INSERTED",
                        "UPDATED",
                        "UNCHANGED",
                        "REJECTED");
        for (Map<String, Object> entry : imports) {
            table.row(
                    entry.get("importId"),
                    entry.get("state"),
                    entry.get("runId"),
                    entry.get("file"),
                    entry.get("startedAt"),
                    entry.get("read"),
                    entry.get("inserted"),
                    entry.get("updated"),
                    entry.get("unchanged"),
                    entry.get("rejected"));
        }
        return table.toString();
    }

    static String lines(Map<String, Object> entry) {
        StringBuilder text = new StringBuilder();
        entry.forEach(
                (name, value) ->
                        text.append(Printable.of(name))
                                .append(": ")
                                .append(
                                        Printable.of(
                                                value instanceof Map || value instanceof List
                                                        ? Json.line(value)
                                                        : String.valueOf(value)))
                                .append('\n'));
        return text.toString();
    }
}
