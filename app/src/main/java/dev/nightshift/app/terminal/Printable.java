package dev.nightshift.app.terminal;

/**
 * Makes text from files and stores safe to show: a cell must not move the cursor, ring the bell or
 * turn the direction of what follows it.
 */
public final class Printable {
    private Printable() {}

    /** The text with each control character written as {@code \\uXXXX}. */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && !isControl(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                safe.append("\\u%04x".formatted((int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }

    /** The same for text of several lines, such as a help page or a message with a list. */
    public static String lines(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            safe.append(of(text.substring(start, end))).append('\n');
            start = end + 1;
        }
        return safe.append(of(text.substring(start))).toString();
    }

    private static boolean isControl(char c) {
        return c < 0x20
                || (c >= 0x7f && c <= 0x9f)
                || c == 0x061c
                || (c >= 0x200e && c <= 0x200f)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xfeff;
    }
}
