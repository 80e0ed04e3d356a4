package dev.nightshift.drills.order;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.FaultName;
import dev.nightshift.drills.experiment.Step;

import java.time.Duration;
import java.util.List;

/**
 * A wish for a drill.
 *
 * @param live whether the configured servers are hurt, and not a lab's
 * @param actor who asked
 * @param participants who takes part, for the report
 * @param pace what pauses are multiplied by: 1 as planned, less to try it
 */
public record DrillOrder(
        Experiment experiment, boolean live, String actor, List<String> participants, double pace) {
    public DrillOrder {
        participants = List.copyOf(participants);
    }

    /** A drill in the lab, as planned. */
    public static DrillOrder inLab(Experiment experiment, String actor) {
        return new DrillOrder(experiment, false, actor, List.of(), 1);
    }

    /** Whether a step is for a lab only, and this is none. */
    public boolean leavesOut(Step step) {
        return live && experiment.labOnly().contains(step.name());
    }

    /** Whether a fault of it is felt by everybody who uses the servers, not by its load alone. */
    public boolean isFeltByAll() {
        return live
                && experiment.method().stream()
                        .filter(step -> !leavesOut(step))
                        .filter(Step.Inject.class::isInstance)
                        .map(step -> ((Step.Inject) step).fault())
                        .flatMap(fault -> FaultName.byWord(fault).stream())
                        .anyMatch(fault -> !fault.isOfTheNetwork());
    }

    /** How long a planned pause is at this pace. */
    public Duration paced(Duration planned) {
        return Duration.ofMillis(Math.round(planned.toMillis() * pace));
    }

    /** Where it works, as journals have it. */
    public String where() {
        return live ? "live" : "lab";
    }
}
