package dev.nightshift.drills.experiment;

import java.util.List;
import java.util.Set;

/**
 * A drill as it is planned. Immutable.
 *
 * @param name of the file, without its ending
 * @param labOnly names of the steps of the method that a live drill leaves out
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
        Set<String> labOnly,
        Terms terms,
        String place,
        String sha256) {
    public Experiment {
        tags = List.copyOf(tags);
        method = List.copyOf(method);
        rollbacks = List.copyOf(rollbacks);
        labOnly = Set.copyOf(labOnly);
    }
}
