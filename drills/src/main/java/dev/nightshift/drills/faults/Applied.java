package dev.nightshift.drills.faults;

/** A fault that is there now. Thread-safe. */
public interface Applied {
    /** The fault's name. */
    String name();

    /** Which server it hurts, for the report: who had the role that was asked for; or empty. */
    default String on() {
        return "";
    }

    /** Heals it; a second time changes nothing. */
    void heal();
}
