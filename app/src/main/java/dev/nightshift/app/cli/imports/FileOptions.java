package dev.nightshift.app.cli.imports;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

import picocli.CommandLine.Option;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How a file's columns are understood. Filled by picocli. */
final class FileOptions {
    @Option(
            names = "--vendor",
            paramLabel = "auto|NAME",
            defaultValue = "auto",
            description =
                    "The shape of the file: nextgen, marketplace, generic or a vendor file of your"
                            + " own; told from the header by default.")
    private String vendor = "auto";

    @Option(
            names = "--map",
            paramLabel = "FIELD=COLUMN",
            description =
                    "Takes FIELD (phone, email, firstName, ...) from COLUMN of the header; may be"
                            + " repeated.")
    private Map<String, String> map = new LinkedHashMap<>();

    String vendor() {
        return vendor;
    }

    Map<LeadField, String> map() {
        Map<LeadField, String> byField = new EnumMap<>(LeadField.class);
        map.forEach((field, column) -> byField.put(field(field), column));
        return byField;
    }

    private static LeadField field(String name) {
        return LeadField.byName(name)
                .orElseThrow(
                        () ->
                                new NightshiftException(
                                        FailureCode.USAGE,
                                        "--map: a lead has no field '%s'.".formatted(name),
                                        "The fields are "
                                                + Arrays.stream(LeadField.values())
                                                        .map(LeadField::fieldName)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
    }
}
