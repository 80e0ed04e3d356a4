package dev.nightshift.drills.faults;

import java.util.Map;

/** Heals a fault whose process has died. */
public final class Undo {
    /** The entry that says which kind of fault it is. */
    static final String KIND = "kind";

    /** Faults of the process itself end with it. */
    static final String NOTHING = "nothing";

    private Undo() {}

    /**
     * Heals the fault; a second time changes nothing.
     *
     * @param undo what {@link Applied#undo()} returned
     */
    public static void run(Map<String, String> undo) {
        String kind = undo.getOrDefault(KIND, NOTHING);
        if (!kind.equals(NOTHING)) {
            throw new IllegalArgumentException("no such undo: " + kind);
        }
    }
}
