package dev.nightshift.app.terminal;

/** Tells a command that the process was asked to end, by Ctrl-C or by whoever supervises it. */
@FunctionalInterface
public interface StopSignal {
    /** Never comes. */
    StopSignal NONE = stop -> {};

    /**
     * Runs {@code stop} when the process is asked to end, on another thread. The process ends when
     * the command has ended.
     */
    void onStop(Runnable stop);
}
