package dev.nightshift.schedules.fire;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one time, at work one after the other. One whose run somebody paused lets the others
 * pass and is looked at again between them; one that breaks stops no other. Used by one thread.
 */
final class Round {
    private final Ending ending;
    private final List<Turn> paused = new ArrayList<>();
    private @Nullable RuntimeException broken;

    Round(Ending ending) {
        this.ending = ending;
    }

    /** Until all are over; what broke one of them is thrown then. */
    void go(List<Turn> turns) {
        for (Turn turn : turns) {
            take(turn::go);
            if (!turn.isOver()) {
                paused.add(turn);
            }
            look(false);
        }
        while (!paused.isEmpty()) {
            look(ending.comesWithin(Course.LOOK));
        }
        if (broken != null) {
            throw broken;
        }
    }

    private void look(boolean ends) {
        for (Turn turn : paused) {
            take(() -> turn.look(ends));
        }
        paused.removeIf(Turn::isOver);
    }

    private void take(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            // The others have their turn.
            broken = failure;
        }
    }
}
