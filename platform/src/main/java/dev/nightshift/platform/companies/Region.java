package dev.nightshift.platform.companies;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Where a company's phone numbers are from unless they say so themselves.
 *
 * @param code of ISO 3166-1, two upper-case letters
 */
public record Region(String code) {
    /** When nothing else is said. */
    public static final Region DEFAULT = new Region("US");

    private static final class Known {
        static final Set<String> CODES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));
    }

    public Region {
        if (!Known.CODES.contains(code)) {
            throw new NightshiftException(
                    FailureCode.USAGE,
                    "Not a region: a region is two letters of ISO 3166.",
                    "For example US, GB or DE.");
        }
    }

    /** The region of that code, whatever its case. */
    public static Region of(String code) {
        return new Region(code.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return code;
    }
}
