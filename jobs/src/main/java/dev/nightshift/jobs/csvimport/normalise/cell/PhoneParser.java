package dev.nightshift.jobs.csvimport.normalise.cell;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * Reads phone numbers as libphonenumber does: a number is usable when its numbering plan has it.
 * Two additions for text that the library would refuse: {@code 00} in front of a country code
 * stands for {@code +} in every region, and {@code .0} behind digits is what a spreadsheet adds to
 * a number. The plain North American forms, nearly all rows, skip the library's general parsing;
 * the outcome is the same. Immutable.
 */
final class PhoneParser implements CellParser {
    /** Regions where ten digits, or 1 and ten digits, are a whole number of the plan. */
    private static final Set<String> NANP_REGIONS = Set.of("US", "CA");

    private static final int LONGEST_PLAIN = 24;
    private static final int NANP_DIGITS = 10;

    private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
    private final String region;
    private final boolean nanp;

    /**
     * @param region whose numbers are written without a country code; ISO 3166 alpha-2
     */
    PhoneParser(String region) {
        this.region = region;
        this.nanp = NANP_REGIONS.contains(region);
    }

    @Override
    public @Nullable Phone parse(String text) {
        long plain = plainNanp(text);
        if (plain > 0) {
            String digits = Long.toString(plain);
            return NanpNumbers.PLAN.has(digits) ? new Phone("+1" + digits, null) : null;
        }
        return general(text);
    }

    /** What {@link #parse} answers, without the short cut. */
    @Nullable Phone general(String text) {
        Phone phone = parseByLibrary(text);
        if (phone == null && text.startsWith("00")) {
            phone = parseByLibrary("+" + text.substring(2));
        }
        if (phone == null && text.endsWith(".0")) {
            phone = parseByLibrary(text.substring(0, text.length() - 2));
        }
        return phone;
    }

    /**
     * The ten digits when the text is one number of the North American plan and nothing else: an
     * optional 1 or +1 and ten digits that do not start with 0 or 1, divided by blanks, hyphens,
     * dots and brackets. Otherwise 0.
     */
    private long plainNanp(String text) {
        int length = text.length();
        if (length < NANP_DIGITS || length > LONGEST_PLAIN) {
            return 0;
        }
        boolean plus = false;
        int digits = 0;
        long number = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (++digits > NANP_DIGITS + 1) {
                    return 0;
                }
                number = number * 10 + (c - '0');
            } else if (c == '+') {
                if (plus || digits > 0) {
                    return 0;
                }
                plus = true;
            } else if (c != '-' && c != ' ' && c != '.' && c != '(' && c != ')') {
                return 0;
            }
        }
        if (text.charAt(length - 1) == '0' && text.charAt(length - 2) == '.') {
            return 0;
        }
        if (!plus && !nanp) {
            return 0;
        }
        if (digits == NANP_DIGITS + 1) {
            number -= 10_000_000_000L;
        } else if (digits != NANP_DIGITS || plus) {
            return 0;
        }
        return number >= 2_000_000_000L && number <= 9_999_999_999L ? number : 0;
    }

    private @Nullable Phone parseByLibrary(String text) {
        try {
            PhoneNumber number = library.parse(text, region);
            if (!library.isValidNumber(number)) {
                return null;
            }
            String extension = number.hasExtension() ? number.getExtension() : "";
            return new Phone(
                    library.format(number, PhoneNumberFormat.E164),
                    extension.isEmpty() ? null : extension);
        } catch (NumberParseException notANumber) {
            return null;
        }
    }
}
