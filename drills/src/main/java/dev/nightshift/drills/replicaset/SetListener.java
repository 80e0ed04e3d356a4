package dev.nightshift.drills.replicaset;

/** Is told what happens to a simulated set; must return soon. */
public interface SetListener {
    /** A member became primary. */
    default void elected(int member, long term) {}

    /** A primary became secondary. */
    default void steppedDown(int member) {}

    /**
     * A member that came back took back what only it had.
     *
     * @param writes how many commands' writes are lost
     */
    default void rolledBack(int member, int writes) {}

    /**
     * A member that was too far behind was made anew from the primary; what only it had is lost.
     */
    default void resynchronised(int member) {}
}
