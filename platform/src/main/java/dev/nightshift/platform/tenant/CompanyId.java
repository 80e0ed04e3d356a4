package dev.nightshift.platform.tenant;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.regex.Pattern;

/**
 * The key of a company, in every document, key, log line and path. Lower-case letters, digits,
 * {@code -} and {@code _}, at most 64 characters: safe as a Redis key part and as a folder name.
 */
public record CompanyId(String value) implements Comparable<CompanyId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public CompanyId {
        if (!FORM.matcher(value).matches()) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "'%s' is not a company id.".formatted(printable(value)),
                    "Use lower-case letters, digits, '-' and '_', at most 64 characters.");
        }
    }

    private static String printable(String value) {
        String cut = value.length() > 80 ? value.substring(0, 80) + "…" : value;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public int compareTo(CompanyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
