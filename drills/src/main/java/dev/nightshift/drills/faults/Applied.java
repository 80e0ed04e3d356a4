package dev.nightshift.drills.faults;

/** A fault that is there now. Thread-safe. */
public interface Applied {
    /** The fault's name. */
    String name();

    /** Heals it; a second time changes nothing. */
    void heal();
}
