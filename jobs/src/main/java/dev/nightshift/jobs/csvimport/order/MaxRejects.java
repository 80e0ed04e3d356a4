package dev.nightshift.jobs.csvimport.order;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rejected rows an import bears before it stops: a number of rows, or a share of the rows
 * read so far. Immutable.
 *
 * @param limit rows, or per cent when {@code percent}
 * @param percent whether {@code limit} is a share
 */
public record MaxRejects(double limit, boolean percent) {
    /**
     * A share says nothing about a handful of rows: it is looked at from here on, and at the end.
     */
    static final long ROWS_BEFORE_A_SHARE_COUNTS = 1_000;

    /** No limit. */
    public static final MaxRejects NONE = new MaxRejects(100, true);

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,4})?)(%?)");

    /**
     * Reads {@code 100} or {@code 2.5%}.
     *
     * @throws NightshiftException USAGE when it is neither
     */
    public static MaxRejects parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            boolean percent = !form.group(2).isEmpty();
            double limit = Double.parseDouble(form.group(1));
            if (percent ? limit <= 100 : limit == Math.rint(limit)) {
                return new MaxRejects(limit, percent);
            }
        }
        throw new NightshiftException(
                FailureCode.USAGE,
                "--max-rejects must be a number of rows or a share of them.",
                "For example --max-rejects 100 or --max-rejects 2.5%");
    }

    /** Whether that many rejects are too many while rows are still to come. */
    public boolean isExceededBy(long rejected, long read) {
        return isExceededBy(rejected, read, read >= ROWS_BEFORE_A_SHARE_COUNTS);
    }

    /** Whether that many rejects are too many when all rows have been read. */
    public boolean isExceededAtEndBy(long rejected, long read) {
        return isExceededBy(rejected, read, true);
    }

    private boolean isExceededBy(long rejected, long read, boolean shareCounts) {
        if (!percent) {
            return rejected > limit;
        }
        return shareCounts && rejected * 100.0 > limit * read;
    }

    @Override
    public String toString() {
        String number =
                limit == Math.rint(limit)
                        ? String.format(Locale.ROOT, "%.0f", limit)
                        : Double.toString(limit);
        return percent ? number + "%" : number;
    }
}
