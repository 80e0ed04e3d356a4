package dev.nightshift.schedules.launch;

import java.util.function.LongConsumer;

/** Starts a job for a schedule. Thread-safe. */
public interface Launcher {
    /**
     * Runs it in this thread until it rests.
     *
     * @param accepted told the number of each run when it has one
     * @throws dev.nightshift.platform.failure.NightshiftException when it is refused
     */
    Outcome launch(Order order, LongConsumer accepted);

    /**
     * How a run that was paused stands now; goes on with the rest of the order when it is over.
     *
     * @return PAUSED while it waits, or is at work again
     */
    default Outcome look(Order order, long runId, LongConsumer accepted) {
        return launch(order, accepted);
    }

    /** Goes on with an order whose newest run was stopped or lost; by default begins it again. */
    default Outcome goOn(Order order, long runId, LongConsumer accepted) {
        return launch(order, accepted);
    }
}
