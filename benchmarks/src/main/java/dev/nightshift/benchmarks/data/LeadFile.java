package dev.nightshift.benchmarks.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A vendor's file of made-up leads, the same bytes for the same arguments. Rows that share a key
 * agree: a repetition has the same values, and fills in the income where the first one left it
 * blank, so that a second import of the file changes nothing.
 *
 * @param vendor its columns
 * @param rows without the header
 * @param dirty share of rows with something wrong: a bad optional value, a bad phone or e-mail; one
 *     in four of them is to be rejected
 * @param repeated share of rows whose keys an earlier row has
 * @param first number of the first person
 */
public record LeadFile(Vendor vendor, long rows, double dirty, double repeated, long first) {
    private static final int KINDS_OF_DIRT = 8;

    public LeadFile(Vendor vendor, long rows, double dirty, double repeated) {
        this(vendor, rows, dirty, repeated, 0);
    }

    /** The same of other people. */
    public LeadFile startingAt(long person) {
        return new LeadFile(vendor, rows, dirty, repeated, person);
    }

    /** The mix of docs/performance.md: 2 % dirty rows, 5 % repeated keys. */
    public static LeadFile of(Vendor vendor, long rows) {
        return new LeadFile(vendor, rows, 0.02, 0.05);
    }

    /** Writes the file in UTF-8 with a comma and {@code \n}; replaces what is there. */
    public void writeTo(Path path) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(path)) {
            out.write(String.join(",", vendor.header()));
            out.write('\n');
            StringBuilder line = new StringBuilder(600);
            Iterator<String[]> each = cells().iterator();
            while (each.hasNext()) {
                line.setLength(0);
                append(each.next(), line);
                out.append(line);
            }
        }
    }

    /** The cells of each row. */
    public Stream<String[]> cells() {
        SplittableRandom random = new SplittableRandom(rows);
        long[] counts = new long[2];
        return LongStream.range(0, rows).mapToObj(row -> row(random, counts));
    }

    /**
     * @param counts people and dirty rows so far
     */
    private String[] row(SplittableRandom random, long[] counts) {
        boolean repeats = counts[0] > 0 && random.nextDouble() < repeated;
        long number = repeats ? random.nextLong(counts[0]) : counts[0]++;
        String[] cells = vendor.cells(Person.of(first + number));
        if (!repeats) {
            if ((first + number) % 4 == 0) {
                cells[vendor.income] = "";
            }
            if (random.nextDouble() < dirty) {
                spoil(cells, counts[1]++);
            }
        }
        return cells;
    }

    private void spoil(String[] cells, long dirt) {
        switch ((int) (dirt % KINDS_OF_DIRT)) {
            case 0 -> cells[vendor.phone] = "123-456-7890";
            case 1 -> cells[vendor.email] = cells[vendor.email].replace("@", " at ");
            case 2 -> cells[vendor.dob] = "31/12/1980";
            case 3 -> cells[vendor.height] = "tall";
            case 4 -> cells[vendor.income] = "30k-40k";
            case 5 -> {
                cells[vendor.phone] = "none given";
                cells[vendor.email] = "none given";
            }
            case 6 -> {
                cells[vendor.phone] = "";
                cells[vendor.email] = "";
            }
            default -> cells[vendor.phone] = "+1 " + cells[vendor.phone] + " ext. 12";
        }
    }

    private static void append(String[] cells, StringBuilder line) {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                line.append(',');
            }
            String cell = cells[i];
            if (cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0) {
                line.append('"').append(cell.replace("\"", "\"\"")).append('"');
            } else {
                line.append(cell);
            }
        }
        line.append('\n');
    }
}
