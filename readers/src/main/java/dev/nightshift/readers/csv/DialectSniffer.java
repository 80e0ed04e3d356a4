package dev.nightshift.readers.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells delimiter, quote and header line from a sample: the delimiter that cuts most records into
 * the same number of fields, and most of them.
 *
 * @param delimiter of the file
 * @param quote of the file
 * @param fields of a record
 * @param preamble records before the header
 */
record DialectSniffer(char delimiter, char quote, int fields, List<CsvRecord> preamble) {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int RECORDS = 200;
    private static final Pattern SINGLE_QUOTED =
            Pattern.compile("(?m)(^|[,;\\t|])'[^'\\n]*'(?=[,;\\t|]|\\r?$)");

    static DialectSniffer sniff(byte[] sample, int length, Charset charset, CsvLimits limits) {
        String text = new String(sample, 0, length, charset);
        char quote =
                text.indexOf('"') < 0 && SINGLE_QUOTED.matcher(text).results().limit(3).count() >= 2
                        ? '\''
                        : '"';
        String firstLine = text.lines().findFirst().orElse("");
        if (firstLine.matches("(?i)\"?sep=.\"?")) {
            char named =
                    firstLine.charAt(firstLine.toLowerCase(java.util.Locale.ROOT).indexOf('=') + 1);
            return of(sample, length, new Dialect(charset, named, quote), limits);
        }
        DialectSniffer best = null;
        double bestScore = -1;
        for (char delimiter : DELIMITERS) {
            DialectSniffer candidate =
                    of(sample, length, new Dialect(charset, delimiter, quote), limits);
            double score = candidate.score(sample, length, charset, limits);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return java.util.Objects.requireNonNull(best);
    }

    private static DialectSniffer of(byte[] sample, int length, Dialect dialect, CsvLimits limits) {
        List<CsvRecord> records = records(sample, length, dialect, limits);
        int fields = mode(records);
        List<CsvRecord> preamble = new ArrayList<>();
        for (CsvRecord record : records) {
            if (record.values().size() == fields && filled(record) * 2 >= fields) {
                break;
            }
            preamble.add(record);
        }
        if (preamble.size() == records.size()) {
            preamble.clear();
        }
        return new DialectSniffer(dialect.delimiter(), dialect.quote(), fields, preamble);
    }

    private double score(byte[] sample, int length, Charset charset, CsvLimits limits) {
        if (fields < 2) {
            return 0;
        }
        List<CsvRecord> records =
                records(sample, length, new Dialect(charset, delimiter, quote), limits);
        long same = records.stream().filter(record -> record.values().size() == fields).count();
        return (double) same / records.size() * (1 + Math.log(fields) / 10);
    }

    private static List<CsvRecord> records(
            byte[] sample, int length, Dialect dialect, CsvLimits limits) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvRecords reader =
                new CsvRecords(
                        new ByteArrayInputStream(Arrays.copyOf(sample, length)),
                        0,
                        0,
                        dialect,
                        limits,
                        0)) {
            CsvRecord record = reader.next();
            while (record != null && records.size() < RECORDS) {
                records.add(record);
                record = reader.next();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        if (records.size() > 1 && records.size() < RECORDS && length == sample.length) {
            records.removeLast(); // cut off by the sample's end
        }
        return records;
    }

    /** The most frequent number of fields; the larger of two equally frequent ones. */
    private static int mode(List<CsvRecord> records) {
        Map<Integer, Integer> counts = new HashMap<>();
        records.forEach(record -> counts.merge(record.values().size(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    private static long filled(CsvRecord record) {
        return record.values().stream().filter(value -> !value.isBlank()).count();
    }
}
