package dev.nightshift.drills.order;

import java.nio.file.Path;

/**
 * How a drill came to rest.
 *
 * @param folder with its journal and reports
 * @param head hash of the journal's last line
 * @param reason in a sentence; empty when it passed
 */
public record DrillResult(
        String drillId, DrillState state, Path folder, String head, String reason) {}
