package dev.nightshift.drills.experiment;

import java.util.List;

/**
 * A drill as it is planned. Immutable.
 *
 * @param name of the file, without its ending
 * @param place the file, for messages
 * @param sha256 of the file's bytes, so that a report says which text was run
 */
public record Experiment(
        String name,
        String title,
        String description,
        List<String> tags,
        Hypothesis hypothesis,
        List<Step> method,
        List<Step> rollbacks,
        Terms terms,
        String place,
        String sha256) {
    public Experiment {
        tags = List.copyOf(tags);
        method = List.copyOf(method);
        rollbacks = List.copyOf(rollbacks);
    }
}
