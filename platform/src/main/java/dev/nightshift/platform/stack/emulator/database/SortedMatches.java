package dev.nightshift.platform.stack.emulator.database;

import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.bson.Document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sort that holds the compared fields and the position of each match, not its document, and of
 * those no more than a limited query can return.
 */
final class SortedMatches {
    private static final int SLACK = 1_000;

    private final Document orderBy;
    private final int wanted;
    private final Comparator<Entry> comparator;

    private record Entry(Document fields, Position position) {}

    /**
     * @param wanted how many of the first are enough; 0 for all
     */
    SortedMatches(Document orderBy, int wanted) {
        this.orderBy = orderBy;
        this.wanted = wanted;
        this.comparator = Comparator.comparing(Entry::fields, new DocumentComparator(orderBy));
    }

    Stream<Position> sort(Stream<DocumentWithPosition<Position>> matches) {
        List<Entry> entries = new ArrayList<>();
        matches.forEach(
                match -> {
                    entries.add(new Entry(compared(match.getDocument()), match.getPosition()));
                    if (wanted > 0 && entries.size() >= 2L * wanted + SLACK) {
                        cut(entries);
                    }
                });
        entries.sort(comparator);
        return entries.stream().map(Entry::position);
    }

    private void cut(List<Entry> entries) {
        entries.sort(comparator);
        entries.subList(wanted, entries.size()).clear();
    }

    private Document compared(Document document) {
        Document fields = new Document();
        for (String path : orderBy.keySet()) {
            int dot = path.indexOf('.');
            String field = dot < 0 ? path : path.substring(0, dot);
            if (document.containsKey(field)) {
                fields.put(field, document.get(field));
            }
        }
        return fields;
    }
}
