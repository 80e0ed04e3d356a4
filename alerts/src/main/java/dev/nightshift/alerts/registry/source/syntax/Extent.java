package dev.nightshift.alerts.registry.source.syntax;

/** Where in a text that ends what begins at a place in it. Immutable. */
final class Extent {
    /** Keeps a file of slashes from being read over and over. */
    private static final int LONGEST_REGEX = 2_000;

    private static final String[] SIGNS = {
        "...", "===", "!==", "**=", "&&=", "||=", "??=", "=>", "?.", "++", "--", "==", "!=", "<=",
        ">=", "+=", "-=", "*=", "%=", "&=", "|=", "^=", "&&", "||", "??", "**"
    };

    private final String text;
    private final int length;

    Extent(String text) {
        this.text = text;
        this.length = text.length();
    }

    int ofWord(int start) {
        int end = start;
        while (end < length && isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    int ofNumber(int start) {
        int end = start;
        while (end < length) {
            char c = text.charAt(end);
            boolean exponent =
                    (c == '+' || c == '-')
                            && (text.charAt(end - 1) == 'e' || text.charAt(end - 1) == 'E')
                            && !text.startsWith("0x", start);
            if (!exponent && c != '.' && !isWordPart(c)) {
                break;
            }
            end++;
        }
        return end;
    }

    /** Of a regular expression if one ends on this line; else -1, and the slash is a division. */
    int ofRegex(int start) {
        boolean set = false;
        int limit = Math.min(length, start + LONGEST_REGEX);
        for (int i = start + 1; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return -1;
            } else if (c == '\\') {
                i++;
            } else if (c == '[') {
                set = true;
            } else if (c == ']') {
                set = false;
            } else if (c == '/' && !set) {
                return ofWord(i + 1);
            }
        }
        return -1;
    }

    int ofSign(int start) {
        for (String sign : SIGNS) {
            if (text.startsWith(sign, start)) {
                // "a ?.5 : b" is a condition.
                boolean condition =
                        sign.equals("?.") && start + 2 < length && isDigit(text.charAt(start + 2));
                return start + (condition ? 1 : sign.length());
            }
        }
        return start + 1;
    }

    int ofLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? length : end;
    }

    int ofBlanks(int start) {
        int end = start;
        while (end < length && text.charAt(end) <= ' ') {
            end++;
        }
        return end;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '$'
                || c == '#'
                || c == '\\'
                || (c > 127 && !Character.isWhitespace(c) && !Character.isSpaceChar(c));
    }

    static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c);
    }

    static boolean isTagPart(char c) {
        return isWordPart(c) || c == '.' || c == '-' || c == ':';
    }
}
