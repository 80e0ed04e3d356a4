package dev.nightshift.jobs.csvimport.normalise.cell;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The ASCII form of domain names in other alphabets, as registries and browsers have it today (UTS
 * 46, non-transitional; Punycode of RFC 3492). {@link java.net.IDN} is of 2003: it turns {@code ß}
 * into {@code ss}, which is somebody else's domain.
 */
final class InternationalDomain {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_NON_ASCII = 0x80;
    private static final int LONGEST_LABEL = 63;

    private InternationalDomain() {}

    /**
     * The domain with each label in ASCII, null when a character cannot be part of a domain or a
     * label with other characters is too long for one.
     */
    static @Nullable String toAscii(String domain) {
        String mapped =
                Normalizer.normalize(domain, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replace('\u3002', '.');
        StringBuilder ascii = new StringBuilder(mapped.length() + 8);
        for (String label : mapped.split("\\.", -1)) {
            ascii.append(ascii.isEmpty() ? "" : ".");
            if (CellText.isAscii(label)) {
                ascii.append(label);
            } else if (isLabel(label)) {
                ascii.append("xn--");
                appendPunycode(label.codePoints().toArray(), ascii);
            } else {
                return null;
            }
        }
        return ascii.toString();
    }

    /** Punycode takes a character at least for each; of more, its sums would overflow. */
    private static boolean isLabel(String label) {
        return label.codePointCount(0, label.length()) <= LONGEST_LABEL
                && !label.startsWith("-")
                && !label.endsWith("-")
                && !isMark(label.codePointAt(0))
                && label.codePoints()
                        .allMatch(c -> c == '-' || Character.isLetterOrDigit(c) || isMark(c));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static void appendPunycode(int[] label, StringBuilder out) {
        int basic = 0;
        for (int c : label) {
            if (c < FIRST_NON_ASCII) {
                out.append((char) c);
                basic++;
            }
        }
        if (basic > 0) {
            out.append('-');
        }
        int n = FIRST_NON_ASCII;
        int delta = 0;
        int bias = FIRST_BIAS;
        int handled = basic;
        while (handled < label.length) {
            int next = Integer.MAX_VALUE;
            for (int c : label) {
                if (c >= n && c < next) {
                    next = c;
                }
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : label) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    appendVariableLength(delta, bias, out);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
    }

    private static void appendVariableLength(int delta, int bias, StringBuilder out) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
            if (rest < threshold) {
                out.append(digit(rest));
                return;
            }
            out.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapted(int delta, int handled, boolean first) {
        int d = first ? delta / DAMP : delta / 2;
        d += d / handled;
        int k = 0;
        while (d > (BASE - T_MIN) * T_MAX / 2) {
            d /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * d / (d + SKEW);
    }
}
