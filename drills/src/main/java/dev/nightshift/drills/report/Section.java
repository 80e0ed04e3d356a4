package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;

import java.util.List;

/**
 * A part of a report.
 *
 * @param controls the points of standards that it answers
 */
record Section(String title, List<Control> controls, List<Block> blocks) {
    Section {
        controls = List.copyOf(controls);
        blocks = List.copyOf(blocks);
    }
}
