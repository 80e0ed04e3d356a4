package dev.nightshift.jobs.runs.takeup;

import dev.nightshift.jobs.runs.store.RunRow;

/** Under which names runs are worked at that no person started just now. */
final class Takers {
    /** Whose runs are not taken up here: what a schedule was due for goes on with its time. */
    static final String SCHEDULES = "schedule:";

    private static final int LONGEST = 200;

    private Takers() {}

    /** What the names begin with of those who go on with runs by themselves. */
    static String prefix(String actor) {
        return actor + " on behalf of ";
    }

    /** Who goes on with a run, and whose it is. */
    static String onBehalf(String actor, RunRow run) {
        String name =
                run.startedBy().startsWith(prefix(actor))
                        ? run.startedBy()
                        : prefix(actor) + run.startedBy();
        return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }
}
