package dev.nightshift.drills.run;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A condition about one look at a time, which it keeps: what is judged and what is told are of the
 * same. Used by one thread.
 */
final class Looked implements BooleanSupplier {
    private final Watch watch;
    private final Predicate<Watch.Look> condition;
    private Watch.Look look;

    Looked(Watch watch, Predicate<Watch.Look> condition) {
        this.watch = watch;
        this.condition = condition;
        this.look = watch.newest();
    }

    @Override
    public boolean getAsBoolean() {
        look = watch.newest();
        return condition.test(look);
    }

    /** The one that was asked last. */
    Watch.Look look() {
        return look;
    }
}
