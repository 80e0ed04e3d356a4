package dev.nightshift.writers.mongo.merge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Column names as names inside {@code vendorData}. A dot, a leading dollar sign and NUL are not
 * safe on every MongoDB, so they are written {@code %2E}, {@code %24} and {@code %00}; a percent
 * sign is written {@code %25} only where it would otherwise read as one of these. Every other name
 * is kept as it is. Thread-safe; it remembers the names it has seen.
 */
public final class VendorNames {
    /** Columns of a file are few; this only bounds what a hostile caller can make us remember. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, String> stored = new ConcurrentHashMap<>();

    /** The stored name of a column, quick for one seen before. */
    public String stored(String column) {
        String known = stored.get(column);
        if (known != null) {
            return known;
        }
        if (stored.size() >= REMEMBERED) {
            stored.clear();
        }
        String name = escape(column);
        stored.put(column, name);
        return name;
    }

    /** The stored name of a column. */
    public static String escape(String column) {
        StringBuilder name = new StringBuilder(column.length() + 8);
        for (int i = 0; i < column.length(); i++) {
            char c = column.charAt(i);
            if (c == '.') {
                name.append("%2E");
            } else if (c == '\0') {
                name.append("%00");
            } else if (c == '$' && i == 0) {
                name.append("%24");
            } else if (c == '%' && escaped(column, i) >= 0) {
                name.append("%25");
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** The column of a stored name. */
    public static String unescape(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        StringBuilder column = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            int c = name.charAt(i) == '%' ? escaped(name, i) : -1;
            if (c >= 0) {
                column.append((char) c);
                i += 2;
            } else {
                column.append(name.charAt(i));
            }
        }
        return column.toString();
    }

    /** What the escape at a percent sign stands for, negative when it is none. */
    private static int escaped(String text, int at) {
        if (text.startsWith("25", at + 1)) {
            return '%';
        }
        if (text.startsWith("2E", at + 1)) {
            return '.';
        }
        if (text.startsWith("24", at + 1)) {
            return '$';
        }
        return text.startsWith("00", at + 1) ? '\0' : -1;
    }
}
