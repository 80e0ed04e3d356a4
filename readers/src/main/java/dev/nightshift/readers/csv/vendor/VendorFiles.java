package dev.nightshift.readers.csv.vendor;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The vendors this installation knows: the shipped ones, and one per {@code *.yaml} file of the
 * operator's folder, which win over shipped ones of the same name.
 */
public final class VendorFiles {
    private static final List<String> SHIPPED = List.of("nightshift", "nextgen", "marketplace");

    private VendorFiles() {}

    /**
     * Loads all vendors, by name.
     *
     * @param folder of the operator's files; may be missing
     * @throws NightshiftException BAD_VENDOR_FILE with file, line and what was expected
     */
    public static Map<String, Vendor> load(Path folder) {
        Map<String, Vendor> vendors = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            put(vendors, shipped(name + ".yaml"));
        }
        Map<String, Path> own = new LinkedHashMap<>();
        for (Path file : own(folder)) {
            Vendor vendor = VendorFile.parse(text(file), file.toString());
            Path twin = own.put(vendor.name(), file);
            if (twin != null) {
                throw new NightshiftException(
                        FailureCode.BAD_VENDOR_FILE,
                        "Vendor files %s and %s both describe '%s'."
                                .formatted(twin, file, vendor.name()),
                        "Remove one of them, or give it another name.");
            }
            put(vendors, vendor);
        }
        return vendors;
    }

    private static void put(Map<String, Vendor> vendors, Vendor vendor) {
        vendors.put(vendor.name(), vendor);
    }

    private static Vendor shipped(String file) {
        try (InputStream in = VendorFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return VendorFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Path> own(Path folder) {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
                found.forEach(files::add);
            } catch (IOException failure) {
                throw unreadable(folder, failure);
            }
        }
        files.sort(null);
        return files;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static NightshiftException unreadable(Path path, IOException failure) {
        return new NightshiftException(
                FailureCode.BAD_VENDOR_FILE,
                "Vendor file %s cannot be read.".formatted(path),
                "Check its permissions, and that it is UTF-8.",
                failure);
    }
}
