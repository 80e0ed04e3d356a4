package dev.nightshift.jobs.csvimport.normalise.cell;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Reads e-mail addresses that mail can be sent to: lower case, an international domain in its ASCII
 * form, at most 254 characters. {@code mailto:} and {@code Name <address>} are unwrapped. Dots and
 * {@code +tags} of the local part are kept, since they may tell people apart. Addresses at an IP
 * number, of a single label, with comments or a quoted local part are refused: they are typing
 * errors in a list of people. Immutable.
 */
final class EmailParser implements CellParser {
    private static final int LONGEST = 254;

    /** Composing makes text shorter, of four characters one at the most. */
    private static final int LONGEST_DECOMPOSED = 4 * LONGEST;

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_LABEL = 63;
    private static final String MAILTO = "mailto:";

    private static final EmailValidator VALIDATOR =
            JMail.validator()
                    .disallowIpDomain()
                    .requireTopLevelDomain()
                    .disallowExplicitSourceRouting()
                    .disallowQuotedIdentifiers()
                    .disallowObsoleteWhitespace();

    @Override
    public @Nullable String parse(String text) {
        String address = unwrapped(text).toLowerCase(Locale.ROOT);
        return isPlain(address) ? address : general(address);
    }

    /**
     * What {@link #parse} answers, without the short cut.
     *
     * @param address lower case
     */
    static @Nullable String general(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0 || address.length() > LONGEST_DECOMPOSED || hasCharacterOfNoAddress(address)) {
            return null;
        }
        String domain = address.substring(at + 1);
        if (!CellText.isAscii(address)) {
            String ascii = InternationalDomain.toAscii(domain);
            if (ascii == null) {
                return null;
            }
            String local = Normalizer.normalize(address.substring(0, at), Normalizer.Form.NFC);
            address = local + "@" + ascii;
        }
        return address.length() <= LONGEST && VALIDATOR.isValid(address) ? address : null;
    }

    private static String unwrapped(String text) {
        String address = text;
        int open = address.lastIndexOf('<');
        if (open >= 0 && address.endsWith(">")) {
            address = CellText.trimmed(address.substring(open + 1, address.length() - 1));
        }
        if (address.regionMatches(true, 0, MAILTO, 0, MAILTO.length())) {
            address = CellText.trimmed(address.substring(MAILTO.length()));
        }
        return address;
    }

    /** The standard allows some of these in quotes and comments, which are refused anyway. */
    private static boolean hasCharacterOfNoAddress(String address) {
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '"' || c == '(' || c == ')' || CellText.isInvisible(c)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether this is beyond doubt an address: letters, digits, {@code . _ - +} before the at sign,
     * a domain name behind it.
     */
    private static boolean isPlain(String address) {
        int at = address.indexOf('@');
        if (at < 1 || at > LONGEST_LOCAL || address.length() > LONGEST) {
            return false;
        }
        char previous = '.';
        for (int i = 0; i < at; i++) {
            char c = address.charAt(i);
            if (c == '.' && previous == '.') {
                return false;
            }
            if (c != '.' && !isLetterOrDigit(c) && "_-+".indexOf(c) < 0) {
                return false;
            }
            previous = c;
        }
        return previous != '.' && isPlainDomain(address, at + 1);
    }

    private static boolean isPlainDomain(String address, int start) {
        int labels = 1;
        int labelStart = start;
        boolean lettersOnly = true;
        char previous = '.';
        for (int i = start; i < address.length(); i++) {
            char c = address.charAt(i);
            if (c == '.') {
                if (previous == '.' || previous == '-' || i - labelStart > LONGEST_LABEL) {
                    return false;
                }
                labels++;
                labelStart = i + 1;
                lettersOnly = true;
            } else if (c == '-') {
                if (previous == '.') {
                    return false;
                }
                lettersOnly = false;
            } else if (!isLetterOrDigit(c)) {
                return false;
            } else {
                lettersOnly &= c > '9';
            }
            previous = c;
        }
        return labels > 1
                && lettersOnly
                && previous != '.'
                && address.length() - labelStart <= LONGEST_LABEL;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || CellText.isAsciiDigit(c);
    }
}
