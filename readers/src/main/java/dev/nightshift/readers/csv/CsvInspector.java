package dev.nightshift.readers.csv;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.leads.LeadField;
import dev.nightshift.readers.csv.detect.CharsetDetector;
import dev.nightshift.readers.csv.detect.Dialect;
import dev.nightshift.readers.csv.detect.DialectSniffer;
import dev.nightshift.readers.csv.source.CsvFile;
import dev.nightshift.readers.csv.vendor.MappingResolver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at a file from its first byte to its last and decides how it is read. Immutable and
 * thread-safe; needs no store, changes nothing.
 */
public final class CsvInspector {
    private static final int ROWS_LOOKED_AT = 100;

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
        return inspect(CsvFile.of(path), vendor, byHand);
    }

    /** The same of a file that was looked at before. */
    public Inspection inspect(CsvFile file, String vendor, Map<LeadField, String> byHand) {
        Path path = file.path();
        try {
            FileCensus census = FileCensus.of(file, limits);
            if (census.size() == 0) {
                throw new NightshiftException(
                        FailureCode.FILE_EMPTY,
                        "The file in %s is empty.".formatted(path),
                        "Ask its sender for it again.");
            }
            return decide(file, census, vendor, byHand);
        } catch (IOException failure) {
            throw CsvFile.unreadable(path, failure);
        }
    }

    private Inspection decide(
            CsvFile file, FileCensus census, String vendor, Map<LeadField, String> byHand)
            throws IOException {
        CharsetDetector charset = CharsetDetector.detect(census.sample(), census.utf8());
        int bom = charset.bomBytes();
        String text =
                new String(census.sample(), bom, census.sample().length - bom, charset.charset());
        DialectSniffer sniffed =
                DialectSniffer.sniff(
                        text, charset.charset(), census.goesOn(), resolver::isKnownHeader);
        List<CsvRecord> records = header(file, sniffed, bom);
        CsvRecord header = records.getFirst();
        List<CsvRecord> rows = records.subList(1, records.size());
        HeaderNames names = HeaderNames.of(header.values(), rows, file.path(), limits);
        MappingResolver.Resolution resolution =
                names.problem() == null
                        ? resolver.resolve(names.names(), vendor, byHand)
                        : resolver.unresolved(names.names(), names.problem());
        Inspection inspection =
                new Inspection(
                        file,
                        census.sha256(),
                        census.size(),
                        sniffed.dialect(),
                        charset.bom(),
                        (int) header.line() - 1,
                        names.names(),
                        header.endOffset(),
                        header.endLine(),
                        resolution.vendor(),
                        resolution.source(),
                        resolution.columns(),
                        names.fromRejects() || resolution.guarded(),
                        limits,
                        resolution.problem());
        return rows.isEmpty() && inspection.problem() == null
                ? inspection.with(
                        new NightshiftException(
                                FailureCode.NO_ROWS,
                                "%s has a header and no rows.".formatted(file.path()),
                                "Ask its sender for it again."))
                : inspection;
    }

    /** The header and some rows below it. */
    private List<CsvRecord> header(CsvFile file, DialectSniffer sniffed, int bom)
            throws IOException {
        List<CsvRecord> records = new ArrayList<>();
        Dialect dialect = sniffed.dialect();
        CsvRecords.Layout anyWidth = new CsvRecords.Layout(dialect, 0, false, "");
        try (CsvRecords all =
                new CsvRecords(file.open(bom, limits.unpack()), bom, 0, anyWidth, limits)) {
            for (CsvRecord record = all.next();
                    record != null && records.size() <= ROWS_LOOKED_AT;
                    record = all.next()) {
                if (record.line() >= sniffed.headerLine()) {
                    records.add(record);
                }
            }
        }
        if (records.isEmpty()) {
            throw new NightshiftException(
                    FailureCode.FILE_EMPTY,
                    "%s holds nothing but blank lines.".formatted(file.path()),
                    "Ask its sender for it again.");
        }
        CsvRecord header = records.getFirst();
        if (header.problem() != null) {
            throw new NightshiftException(
                    FailureCode.BAD_HEADER,
                    "The header of %s, line %d, cannot be read: %s"
                            .formatted(file.path(), header.line(), header.message()),
                    "Correct that line.");
        }
        return records;
    }
}
