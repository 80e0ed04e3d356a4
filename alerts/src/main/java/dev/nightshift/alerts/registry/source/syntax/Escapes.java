package dev.nightshift.alerts.registry.source.syntax;

/** The escapes of a JavaScript string. What is no escape stays as it is written. */
final class Escapes {
    private Escapes() {}

    static String decode(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at++);
            if (c != '\\' || at == raw.length()) {
                out.append(c);
                continue;
            }
            char escaped = raw.charAt(at++);
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case '0' -> out.append('\0');
                case '\n' -> {}
                case '\r' -> {
                    if (at < raw.length() && raw.charAt(at) == '\n') {
                        at++;
                    }
                }
                case 'x' -> at = hex(raw, at, at + 2, out);
                case 'u' -> {
                    if (at < raw.length() && raw.charAt(at) == '{') {
                        int close = raw.indexOf('}', at);
                        at = close < 0 ? at : hex(raw, at + 1, close, out) + 1;
                    } else {
                        at = hex(raw, at, at + 4, out);
                    }
                }
                default -> out.append(escaped);
            }
        }
        return out.toString();
    }

    /** Appends the character whose number stands there; returns where the text goes on. */
    private static int hex(String raw, int from, int to, StringBuilder out) {
        if (to > raw.length() || to - from > 8 || to <= from) {
            return Math.min(Math.max(from, to), raw.length());
        }
        int point = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(raw.charAt(i), 16);
            if (digit < 0) {
                return from;
            }
            point = point * 16 + digit;
        }
        if (Character.isValidCodePoint(point)) {
            out.appendCodePoint(point);
        }
        return to;
    }
}
