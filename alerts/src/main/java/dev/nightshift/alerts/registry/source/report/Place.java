package dev.nightshift.alerts.registry.source.report;

import java.util.Comparator;

/**
 * Where something stands.
 *
 * @param file from the scanned folder, with slashes
 * @param line from 1
 */
public record Place(String file, int line) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
