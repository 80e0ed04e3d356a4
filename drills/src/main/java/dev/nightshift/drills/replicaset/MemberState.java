package dev.nightshift.drills.replicaset;

/** The states of a member that {@code replSetGetStatus} can tell here. */
public enum MemberState {
    /** Takes writes. */
    PRIMARY(1, "PRIMARY"),
    /** Follows a primary, or waits for one. */
    SECONDARY(2, "SECONDARY"),
    /** Is made anew from another member; answers no reads. */
    STARTUP2(5, "STARTUP2"),
    /** Takes back writes that the others never had; answers no reads. */
    ROLLBACK(9, "ROLLBACK"),
    /** Its process is not there. */
    DOWN(8, "(not reachable/healthy)");

    private final int number;
    private final String text;

    MemberState(int number, String text) {
        this.number = number;
        this.text = text;
    }

    int number() {
        return number;
    }

    String text() {
        return text;
    }
}
