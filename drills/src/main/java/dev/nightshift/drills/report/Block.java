package dev.nightshift.drills.report;

import java.util.List;

/** A part of a section. */
sealed interface Block {
    /** A paragraph. */
    record Text(String text) implements Block {}

    /** A paragraph that says how it went, in a colour where there are colours. */
    record Verdict(String text, boolean good) implements Block {}

    /** A list of sentences. */
    record Points(List<String> points) implements Block {
        public Points {
            points = List.copyOf(points);
        }
    }

    /** A table. */
    record Rows(List<String> headings, List<List<String>> rows) implements Block {
        public Rows {
            headings = List.copyOf(headings);
            rows = List.copyOf(rows);
        }
    }

    /** The timeline. */
    record Picture(String svg, String alternative) implements Block {}
}
