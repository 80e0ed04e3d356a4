package dev.nightshift.platform.keyspaces;

import dev.nightshift.platform.tenant.CompanyId;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of a family of Redis keys: parts between colons, each a word, {@code {companyId}} or
 * another name in braces for any one part. {@code {companyId}} stands there once, behind a word and
 * before every other name, so that a key belongs to one company and no wildcard can reach another's
 * keys. A part never holds a colon. Immutable.
 */
public final class KeyPattern {
    private static final String COMPANY = "{companyId}";
    private static final int MOST_PARTS = 16;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern NAME = Pattern.compile("\\{[A-Za-z][A-Za-z0-9]{0,31}}");
    private static final Pattern COMPANY_FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private final String text;
    private final List<String> parts;
    private final String prefix;
    private final List<String> behind;

    private KeyPattern(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
        int company = parts.indexOf(COMPANY);
        this.prefix = String.join(":", parts.subList(0, company)) + ":";
        this.behind = parts.subList(company + 1, parts.size());
    }

    /**
     * Reads a pattern such as {@code session:{companyId}:{id}}.
     *
     * @throws IllegalArgumentException with a message that says what is expected
     */
    public static KeyPattern of(String text) {
        List<String> parts = Arrays.asList(text.split(":", -1));
        if (parts.size() > MOST_PARTS) {
            throw new IllegalArgumentException("at most %d parts".formatted(MOST_PARTS));
        }
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (!WORD.matcher(part).matches() && !NAME.matcher(part).matches()) {
                throw new IllegalArgumentException(
                        "part %d is neither a word nor a name in braces".formatted(i + 1));
            }
        }
        int company = parts.indexOf(COMPANY);
        if (company < 0) {
            throw new IllegalArgumentException(
                    "without {companyId} it would match other companies' keys");
        }
        if (parts.lastIndexOf(COMPANY) != company) {
            throw new IllegalArgumentException("{companyId} is there twice");
        }
        if (company == 0 || parts.subList(0, company).stream().anyMatch(KeyPattern::isName)) {
            throw new IllegalArgumentException(
                    "before {companyId} stand words, at least one, and nothing in braces: it would"
                            + " match other spaces' keys");
        }
        return new KeyPattern(text, List.copyOf(parts));
    }

    /** The company of a key of this form; empty for every other key. */
    public Optional<String> company(String key) {
        if (!key.startsWith(prefix)) {
            return Optional.empty();
        }
        int start = prefix.length();
        int end = key.indexOf(':', start);
        String company = end < 0 ? key.substring(start) : key.substring(start, end);
        if (!isCompany(company) || !matchesBehind(key, end)) {
            return Optional.empty();
        }
        return Optional.of(company);
    }

    private boolean matchesBehind(String key, int companyEnd) {
        int at = companyEnd;
        for (String part : behind) {
            if (at < 0) {
                return false;
            }
            int end = key.indexOf(':', at + 1);
            int stop = end < 0 ? key.length() : end;
            if (isName(part) ? stop == at + 1 : !isExactly(part, key, at + 1, stop)) {
                return false;
            }
            at = end;
        }
        return at < 0;
    }

    private static boolean isExactly(String part, String key, int from, int to) {
        return to - from == part.length() && key.startsWith(part, from);
    }

    /** As {@link CompanyId} has it; by hand because every key of a server passes through here. */
    private static boolean isCompany(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!alphanumeric && (i == 0 || (c != '-' && c != '_'))) {
                return false;
            }
        }
        return true;
    }

    /** Whether some key has both forms. */
    public boolean overlaps(KeyPattern other) {
        if (parts.size() != other.parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            if (!meet(parts.get(i), other.parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean meet(String one, String other) {
        if (isName(one) && isName(other)) {
            return true;
        }
        if (!isName(one) && !isName(other)) {
            return one.equals(other);
        }
        String name = isName(one) ? one : other;
        String word = isName(one) ? other : one;
        return !name.equals(COMPANY) || COMPANY_FORM.matcher(word).matches();
    }

    private static boolean isName(String part) {
        return part.startsWith("{");
    }

    /** What Redis is asked for to see one company's keys; it may find others besides. */
    public String glob(CompanyId company) {
        StringBuilder glob = new StringBuilder(prefix).append(company.value());
        for (String part : behind) {
            glob.append(':').append(isName(part) ? "*" : part);
        }
        return glob.toString();
    }

    /** What Redis is asked for to see all companies' keys; it may find others besides. */
    public String glob() {
        return prefix + "*";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
