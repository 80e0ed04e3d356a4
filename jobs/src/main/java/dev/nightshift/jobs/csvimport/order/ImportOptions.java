package dev.nightshift.jobs.csvimport.order;

import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a file is imported. Immutable; written into the run's parameters, so that a restart needs
 * nothing but the run.
 *
 * @param vendor name of a vendor file, {@code auto} to tell from the header
 * @param map columns that the operator assigned by hand, by header
 * @param dryRun predict the counts, write nothing
 * @param clearOnBlank a blank cell clears a field that is not a key; otherwise it is ignored
 * @param maxRejects when to stop
 * @param rejects where the rejects go; null for the data dir
 * @param force import a file that was imported before
 */
public record ImportOptions(
        String vendor,
        Map<LeadField, String> map,
        boolean dryRun,
        boolean clearOnBlank,
        MaxRejects maxRejects,
        @Nullable String rejects,
        boolean force) {
    private static final String AUTO = "auto";
    private static final String MAP = "map.";

    public ImportOptions {
        map = Map.copyOf(map);
    }

    /** Everything by default. */
    public static ImportOptions defaults() {
        return new ImportOptions(AUTO, Map.of(), false, false, MaxRejects.NONE, null, false);
    }

    /** As text by name, for the run's parameters. */
    public Map<String, String> asParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("vendor", vendor);
        new TreeMap<>(map).forEach((field, column) -> parameters.put(MAP + field, column));
        parameters.put("dryRun", Boolean.toString(dryRun));
        parameters.put("onBlank", clearOnBlank ? "clear" : "keep");
        parameters.put("maxRejects", maxRejects.toString());
        if (rejects != null) {
            parameters.put("rejects", rejects);
        }
        parameters.put("force", Boolean.toString(force));
        return parameters;
    }

    /** What {@link #asParameters} made of them. */
    public static ImportOptions fromParameters(Map<String, String> parameters) {
        Map<LeadField, String> map =
                parameters.entrySet().stream()
                        .filter(parameter -> parameter.getKey().startsWith(MAP))
                        .collect(
                                Collectors.toMap(
                                        parameter ->
                                                LeadField.valueOf(
                                                        parameter.getKey().substring(MAP.length())),
                                        Map.Entry::getValue));
        return new ImportOptions(
                parameters.getOrDefault("vendor", AUTO),
                map,
                Boolean.parseBoolean(parameters.get("dryRun")),
                "clear".equals(parameters.get("onBlank")),
                MaxRejects.parse(parameters.getOrDefault("maxRejects", MaxRejects.NONE.toString())),
                parameters.get("rejects"),
                Boolean.parseBoolean(parameters.get("force")));
    }

    /**
     * What makes two imports of one file the same import: how its rows are read and merged, and not
     * where the rejects go or how many are borne.
     */
    public String fingerprint() {
        Map<String, String> parameters = asParameters();
        parameters.remove("maxRejects");
        parameters.remove("rejects");
        return parameters.toString();
    }
}
