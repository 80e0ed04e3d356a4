package dev.nightshift.drills.surroundings;

import dev.nightshift.drills.order.DrillOrder;
import dev.nightshift.drills.order.Refusal;
import dev.nightshift.drills.watchdog.WorkFolder;

import java.util.List;

/** What a drill needs of the service around it. Thread-safe. */
public interface Surroundings {
    /**
     * What the drill works on; it is asked for after everything else was checked.
     *
     * @param work where a lab's servers and the load keep their files; what is started with files
     *     elsewhere outlives a drill that dies
     */
    Subject open(DrillOrder order, WorkFolder work);

    /** What stands against a drill, before anything is opened. */
    List<Refusal> refusals();

    /** What stands against it once its target is open: the preflight. */
    List<Refusal> preflight(Subject subject);

    /**
     * Takes the servers for this drill, so that no other one breaks them at the same time.
     *
     * @throws dev.nightshift.platform.failure.NightshiftException DRILL_REFUSED with who has them
     */
    default Claim claim(String drillId, DrillOrder order) {
        return Claim.none();
    }

    /**
     * Opens a maintenance window for the alerts that the drill itself causes.
     *
     * @param companies that the load works for
     * @return closes it; nothing is muted for a lab
     */
    AutoCloseable mute(DrillOrder order, List<String> companies);

    /** The service's version, for the report. */
    String version();
}
