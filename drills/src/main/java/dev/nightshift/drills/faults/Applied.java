package dev.nightshift.drills.faults;

import java.util.Map;

/** A fault that is there now. Thread-safe. */
public interface Applied {
    /** The fault's name. */
    String name();

    /**
     * What {@link Undo#run} needs to heal it from another process, after this one has died. It may
     * hold a password: keep it in a private file.
     */
    Map<String, String> undo();

    /** Heals it; a second time changes nothing. */
    void heal();
}
