package dev.nightshift.readers.csv;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.readers.csv.vendor.MappingResolver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Looks at a file from its first byte to its last and decides how it is read. Immutable and
 * thread-safe; needs no store.
 */
public final class CsvInspector {
    private static final int SAMPLE = 1 << 18;
    private static final int CHUNK = 1 << 16;
    private static final List<String> REJECT_COLUMNS =
            List.of("_line", "_code", "_field", "_message");

    private final MappingResolver resolver;
    private final CsvLimits limits;

    public CsvInspector(MappingResolver resolver, CsvLimits limits) {
        this.resolver = resolver;
        this.limits = limits;
    }

    /**
     * Inspects a file.
     *
     * @param vendor {@code auto}, {@code generic} or a vendor's name
     * @param byHand columns that the operator assigned
     * @throws NightshiftException where it cannot be read at all; what only prevents an import is
     *     the result's {@link Inspection#problem()}
     */
    public Inspection inspect(Path path, String vendor, Map<LeadField, String> byHand) {
        CsvFile file = CsvFile.of(path);
        try {
            Census census = census(file);
            file.requireUnchanged();
            return decide(file, census, vendor, byHand);
        } catch (ZipException damaged) {
            throw new NightshiftException(
                    FailureCode.ARCHIVE_REFUSED,
                    "%s is damaged and cannot be unpacked.".formatted(path),
                    "Ask its sender for it again.",
                    damaged);
        } catch (IOException failure) {
            throw CsvFile.unreadable(path, failure);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record Census(String sha256, long size, byte[] sample, int sampled, Utf8Census utf8) {}

    private Census census(CsvFile file) throws IOException {
        String sha256 = sha256(file.path());
        Utf8Census utf8 = new Utf8Census();
        byte[] sample = new byte[SAMPLE];
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        try (InputStream in = file.open(0, limits)) {
            int sampled = 0;
            for (int read = in.readNBytes(chunk, 0, CHUNK);
                    read > 0;
                    read = in.readNBytes(chunk, 0, CHUNK)) {
                int copied = Math.min(read, SAMPLE - sampled);
                System.arraycopy(chunk, 0, sample, sampled, copied);
                sampled += copied;
                size += read;
                utf8.take(chunk, read, false);
            }
            utf8.take(chunk, 0, true);
            return new Census(sha256, size, sample, sampled, utf8);
        }
    }

    private static String sha256(Path path) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
                byte[] chunk = new byte[CHUNK];
                while (in.read(chunk) >= 0) {
                    // the digest is what is wanted
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Inspection decide(
            CsvFile file, Census census, String vendor, Map<LeadField, String> byHand)
            throws IOException {
        CharsetDetector charset =
                CharsetDetector.detect(census.sample(), census.sampled(), census.utf8());
        int bom = charset.bomBytes();
        byte[] text = java.util.Arrays.copyOfRange(census.sample(), bom, census.sampled());
        DialectSniffer sniffed = DialectSniffer.sniff(text, text.length, charset.charset(), limits);
        Dialect dialect = new Dialect(charset.charset(), sniffed.delimiter(), sniffed.quote());
        CsvRecord header = header(file, dialect, bom, sniffed.preamble().size());
        List<String> names = names(header, file.path());
        boolean fromRejects =
                names.size() > REJECT_COLUMNS.size()
                        && names.subList(names.size() - REJECT_COLUMNS.size(), names.size())
                                .equals(REJECT_COLUMNS);
        MappingResolver.Resolution resolution = resolver.resolve(names, vendor, byHand);
        Inspection inspection =
                new Inspection(
                        file,
                        census.sha256(),
                        census.size(),
                        dialect,
                        charset.bom(),
                        (int) header.line() - 1,
                        names,
                        header.endOffset(),
                        header.endLine(),
                        resolution.vendor(),
                        resolution.source(),
                        resolution.columns(),
                        fromRejects,
                        limits,
                        resolution.problem());
        return inspection.problem() == null ? withoutRows(inspection) : inspection;
    }

    private static Inspection withoutRows(Inspection inspection) throws IOException {
        try (CsvRecords records = inspection.records()) {
            if (records.next() != null) {
                return inspection;
            }
        }
        return new Inspection(
                inspection.file(),
                inspection.sha256(),
                inspection.decompressedSize(),
                inspection.dialect(),
                inspection.bom(),
                inspection.preambleLines(),
                inspection.header(),
                inspection.dataOffset(),
                inspection.dataLine(),
                inspection.vendor(),
                inspection.source(),
                inspection.mapping(),
                inspection.fromRejects(),
                inspection.limits(),
                new NightshiftException(
                        FailureCode.NO_ROWS,
                        "%s has a header and no rows.".formatted(inspection.file().path()),
                        "Ask its sender for it again."));
    }

    private CsvRecord header(CsvFile file, Dialect dialect, int bom, int preamble)
            throws IOException {
        try (CsvRecords records =
                new CsvRecords(file.open(bom, limits), bom, 0, dialect, limits, 0)) {
            CsvRecord record = records.next();
            for (int i = 0; i < preamble && record != null; i++) {
                record = records.next();
            }
            if (record == null) {
                throw new NightshiftException(
                        FailureCode.FILE_EMPTY,
                        "%s holds nothing but blank lines.".formatted(file.path()),
                        "Ask its sender for it again.");
            }
            if (record.problem() != null) {
                throw new NightshiftException(
                        FailureCode.BAD_HEADER,
                        "The header of %s (line %d) cannot be read: %s"
                                .formatted(file.path(), record.line(), record.message()),
                        "Correct its first line.");
            }
            return record;
        }
    }

    private List<String> names(CsvRecord header, Path path) {
        if (header.values().size() > limits.columns()) {
            throw new NightshiftException(
                    FailureCode.BAD_HEADER,
                    "%s has %d columns; the limit is %d."
                            .formatted(path, header.values().size(), limits.columns()),
                    "Check its delimiter, or leave columns out.");
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> doubled = new ArrayList<>();
        for (String cell : header.values()) {
            String name = cell.strip();
            if (name.isEmpty()) {
                name = "column_" + (names.size() + 1);
            }
            if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                doubled.add("'" + name + "'");
            }
            names.add(name);
        }
        if (!doubled.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.BAD_HEADER,
                    "%s has more than one column %s."
                            .formatted(path, String.join(" and ", doubled)),
                    "Rename one of them.");
        }
        return names;
    }
}
