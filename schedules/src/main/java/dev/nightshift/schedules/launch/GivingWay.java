package dev.nightshift.schedules.launch;

import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * Starts nothing while a larger run of the same job does the same work: it would only wait for it.
 * Thread-safe.
 *
 * @param other starts it otherwise
 * @param larger the run that does its work now; empty when none does
 */
public record GivingWay(Launcher other, Function<Order, OptionalLong> larger) implements Launcher {
    @Override
    public Outcome launch(Order order, LongConsumer accepted) {
        OptionalLong run = larger.apply(order);
        return run.isPresent()
                ? new Outcome(
                        Outcome.State.NOT_NEEDED,
                        0,
                        "run %d is at work, which does more than this one would"
                                .formatted(run.getAsLong()))
                : other.launch(order, accepted);
    }

    @Override
    public Outcome look(Order order, long runId, LongConsumer accepted) {
        return other.look(order, runId, accepted);
    }

    @Override
    public Outcome goOn(Order order, long runId, LongConsumer accepted) {
        return other.goOn(order, runId, accepted);
    }
}
