package dev.nightshift.drills.run;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.ExperimentExport;
import dev.nightshift.drills.experiment.Step;
import dev.nightshift.drills.experiment.StopCondition;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.surroundings.Subject;
import dev.nightshift.drills.surroundings.Surroundings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first line of a journal: what was planned, where, by whom and on what. */
final class Beginning {
    private Beginning() {}

    /**
     * Writes it.
     *
     * @param subject empty when the drill is refused before it has one
     */
    static void write(
            String id,
            DrillOrder order,
            Optional<Subject> subject,
            Surroundings surroundings,
            Journal journal) {
        Experiment experiment = order.experiment();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("drillId", id);
        data.put("name", experiment.name());
        data.put("title", experiment.title());
        data.put("description", experiment.description());
        data.put("where", order.where());
        // What was refused before there was a target was done to nothing, simulated or not.
        data.put("opened", subject.isPresent());
        data.put("simulated", subject.map(one -> one.target().simulated()).orElse(false));
        data.put("firstLines", subject.map(one -> one.target().firstLines()).orElse(List.of()));
        data.put("companies", subject.map(one -> one.workload().companies()).orElse(List.of()));
        data.put("actor", order.actor());
        data.put("participants", order.participants());
        data.put("pace", order.pace());
        data.put("version", surroundings.version());
        data.put(
                "platform",
                "%s, Java %s"
                        .formatted(System.getProperty("os.name"), Runtime.version().feature()));
        data.put("node", "");
        data.put("sha256", experiment.sha256());
        data.put("rtoTargetMs", experiment.terms().rto().toMillis());
        data.put("rpoTargetMs", experiment.terms().rpo().toMillis());
        data.put("stores", experiment.terms().stores());
        data.put("companiesAtMost", experiment.terms().companies());
        data.put(
                "stopConditions",
                experiment.terms().stopConditions().stream().map(StopCondition::told).toList());
        data.put("muted", order.live() ? experiment.terms().alerts() : List.of());
        data.put("mutedForTheService", order.isFeltByAll());
        data.put("objective", experiment.terms().objective());
        data.put("budgetWindowSeconds", experiment.terms().budgetWindow().toSeconds());
        data.put(
                "leftOut",
                experiment.method().stream().filter(order::leavesOut).map(Step::name).toList());
        data.put("owner", experiment.terms().owner());
        data.put("remediationOwner", experiment.terms().remediationOwner());
        data.put("signOff", experiment.terms().signOff());
        data.put("controls", experiment.terms().controls());
        data.put("experiment", ExperimentExport.of(experiment));
        journal.write(Events.BEGAN, data);
    }
}
