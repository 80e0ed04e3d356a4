package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The vendors this installation knows: the shipped ones, and one per {@code *.yaml} file of the
 * operator's folder, which win over shipped ones of the same name.
 */
public final class VendorFiles {
    private static final List<String> SHIPPED = List.of("nightshift", "nextgen", "marketplace");
    private static final Set<String> KEYS =
            Set.of("name", "source", "fingerprint", "columns", "ignored");

    private VendorFiles() {}

    /**
     * Loads all vendors, by name.
     *
     * @param folder of the operator's files; may be missing
     * @throws NightshiftException BAD_VENDOR_FILE with file and line
     */
    public static Map<String, Vendor> load(Path folder) {
        Map<String, Vendor> vendors = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            try (InputStream in = VendorFiles.class.getResourceAsStream(name + ".yaml")) {
                put(
                        vendors,
                        parse(
                                new String(
                                        in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                                name + ".yaml"));
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        }
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
                List<Path> sorted = new ArrayList<>();
                files.forEach(sorted::add);
                sorted.sort(null);
                for (Path file : sorted) {
                    put(vendors, parse(Files.readString(file), file.toString()));
                }
            } catch (IOException failure) {
                throw bad(folder.toString(), "cannot be read", failure);
            }
        }
        return vendors;
    }

    private static void put(Map<String, Vendor> vendors, Vendor vendor) {
        vendors.put(vendor.name(), vendor);
    }

    static Vendor parse(String text, String file) {
        Object root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (MarkedYAMLException malformed) {
            int line =
                    malformed.getProblemMark() == null
                            ? 1
                            : malformed.getProblemMark().getLine() + 1;
            throw bad("%s, line %d".formatted(file, line), "is not YAML", malformed);
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw bad(file, "must hold name, source, fingerprint and columns", null);
        }
        for (Object key : map.keySet()) {
            if (!(key instanceof String name) || !KEYS.contains(name)) {
                throw bad(file, "has the unknown key '%s'".formatted(key), null);
            }
        }
        String name = text(map, "name", file);
        if (!name.matches("[a-z0-9][a-z0-9_-]*") || name.equals("auto") || name.equals("generic")) {
            throw bad(file, "needs a name of lower-case letters, digits, '-' and '_'", null);
        }
        return new Vendor(
                name,
                text(map, "source", file),
                texts(map.get("fingerprint"), "fingerprint", file),
                columns(map.get("columns"), file),
                new HashSet<>(texts(map.get("ignored"), "ignored", file)));
    }

    private static Map<String, LeadField> columns(@Nullable Object value, String file) {
        if (!(value instanceof Map<?, ?> map)) {
            throw bad(file, "needs columns: a header and its field on each line", null);
        }
        Map<String, LeadField> columns = new LinkedHashMap<>();
        map.forEach(
                (headers, field) -> {
                    LeadField known =
                            LeadField.byName(String.valueOf(field))
                                    .orElseThrow(
                                            () ->
                                                    bad(
                                                            file,
                                                            "maps '%s' to '%s', which is no field"
                                                                    .formatted(headers, field),
                                                            null));
                    for (String header : String.valueOf(headers).split("\\|")) {
                        columns.put(header.strip(), known);
                    }
                });
        return columns;
    }

    private static String text(Map<?, ?> map, String key, String file) {
        if (map.get(key) instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw bad(file, "needs %s: a text".formatted(key), null);
    }

    private static List<String> texts(@Nullable Object value, String key, String file) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).map(String::strip).toList();
        }
        throw bad(file, "needs %s: a list of headers".formatted(key), null);
    }

    private static NightshiftException bad(String where, String what, @Nullable Exception cause) {
        return new NightshiftException(
                FailureCode.BAD_VENDOR_FILE,
                "Vendor file %s %s.".formatted(where, what),
                "See docs/guide.md, \"A vendor of your own\".",
                cause);
    }
}
