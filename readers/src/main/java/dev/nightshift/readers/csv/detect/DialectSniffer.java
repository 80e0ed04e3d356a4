package dev.nightshift.readers.csv.detect;

import dev.nightshift.readers.csv.detect.SampleTable.SampleRow;

import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Tells delimiter, quote and header line from a sample: the delimiter that cuts most records into
 * the same number of fields, and whose header looks like one.
 *
 * @param dialect of the file
 * @param headerLine line where the header starts, from 1
 */
public record DialectSniffer(Dialect dialect, int headerLine) {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int HEADER_WITHIN = 30;
    private static final int LONGEST_NAME = 100;
    private static final Pattern SINGLE_QUOTED =
            Pattern.compile("(?m)(?:^|[,;\\t|])'[^'\\r\\n]*'(?=[,;\\t|\\r]|$)");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("(?m)(?:^|[,;\\t|])\"");
    private static final Pattern NAMED_DELIMITER = Pattern.compile("(?i)\"?sep=(.)\"?\\s*");
    private static final Pattern DATA =
            Pattern.compile("[^@\\s]+@[^@\\s]+|[-+$'(]?[\\d][-+()./,:$ \\dTZ]*");

    /**
     * Decides.
     *
     * @param text the first characters of the file, without its byte order mark
     * @param cutOff whether they are not all of it
     * @param known whether a header is one that leads have
     */
    public static DialectSniffer sniff(
            String text, Charset charset, boolean cutOff, Predicate<String> known) {
        char quote = quote(text);
        String firstLine = text.lines().findFirst().orElse("");
        var named = NAMED_DELIMITER.matcher(firstLine);
        if (named.matches() && mayDivide(named.group(1))) {
            char delimiter = named.group(1).charAt(0);
            String rest = text.substring(firstLine.length()).replaceFirst("\\R", "");
            SampleTable table = SampleTable.of(rest, delimiter, quote, cutOff);
            return new DialectSniffer(
                    new Dialect(charset, delimiter, quote), 1 + headerLine(table, known));
        }
        SampleTable best = null;
        double bestScore = -1;
        for (char delimiter : DELIMITERS) {
            SampleTable table = SampleTable.of(text, delimiter, quote, cutOff);
            double score = score(table, known);
            if (score > bestScore) {
                best = table;
                bestScore = score;
            }
        }
        SampleTable table = Objects.requireNonNull(best);
        return new DialectSniffer(
                new Dialect(charset, table.delimiter(), quote), headerLine(table, known));
    }

    /** Any mark may; a quote would have two meanings, and a letter would cut words apart. */
    private static boolean mayDivide(String mark) {
        char c = mark.charAt(0);
        return c == '\t'
                || !(mark.length() > 1
                        || c == '"'
                        || c == '\''
                        || Character.isLetterOrDigit(c)
                        || Character.isISOControl(c)
                        || Character.isSurrogate(c));
    }

    private static int headerLine(SampleTable table, Predicate<String> known) {
        SampleRow header = header(table, known);
        return header == null ? 1 : header.line();
    }

    private static char quote(String text) {
        boolean single =
                !DOUBLE_QUOTED.matcher(text).find()
                        && SINGLE_QUOTED.matcher(text).results().limit(3).count() >= 2;
        return single ? '\'' : '"';
    }

    private static double score(SampleTable table, Predicate<String> known) {
        int width = table.width();
        SampleRow first = header(table, known);
        if (first == null) {
            return 0;
        }
        List<String> header = first.cells();
        double familiar = (double) familiar(header, known) / header.size();
        if (header.size() < 2) {
            // One column is what every delimiter sees that is not there: then the rarest will do.
            return 0.1 + table.shareOfWidth(1) / 100;
        }
        double share = looksLikeNames(header) ? 1 : 0.5;
        return (table.shareOfWidth(width) + familiar) * share * (1 + Math.log(width) / 10);
    }

    /** The header: where the shape of the records says, unless only another has known names. */
    private static @Nullable SampleRow header(SampleTable table, Predicate<String> known) {
        List<SampleRow> first =
                table.rows().subList(0, Math.min(HEADER_WITHIN, table.rows().size()));
        SampleRow byShape = byShape(first, table.width());
        if (byShape == null || familiar(byShape.cells(), known) > 0) {
            return byShape;
        }
        return first.stream()
                .filter(row -> familiar(row.cells(), known) >= Math.min(2, row.cells().size()))
                .findFirst()
                .orElse(byShape);
    }

    /**
     * The first record that is as wide as most, but for one before it that looks more like names: a
     * header may be narrower than its rows.
     */
    private static @Nullable SampleRow byShape(List<SampleRow> first, int width) {
        SampleRow names = null;
        for (SampleRow row : first) {
            boolean asWide =
                    row.cells().size() >= width
                            && row.width() <= width
                            && filled(row) * 2 >= row.cells().size();
            if (asWide) {
                return names == null || looksLikeNames(row.cells()) ? row : names;
            }
            if (filled(row) >= 2 && looksLikeNames(row.cells())) {
                names = row;
            }
        }
        return first.isEmpty() ? null : first.getFirst();
    }

    private static int familiar(List<String> header, Predicate<String> known) {
        return (int) header.stream().filter(known).count();
    }

    private static long filled(SampleRow row) {
        return row.cells().stream().filter(cell -> !cell.isBlank()).count();
    }

    private static boolean looksLikeNames(List<String> header) {
        for (String cell : header) {
            String name = cell.strip();
            if (name.length() > LONGEST_NAME || DATA.matcher(name).matches()) {
                return false;
            }
        }
        return true;
    }
}
