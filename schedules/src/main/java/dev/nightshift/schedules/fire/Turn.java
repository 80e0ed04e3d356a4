package dev.nightshift.schedules.fire;

import dev.nightshift.schedules.history.Event;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One row of the history, which gives signs of life from now on until it is over. Used by one
 * thread.
 */
final class Turn {
    private final Course course;
    private final BooleanSupplier begin;
    private final SignsOfLife.Sign sign;
    private final Consumer<RuntimeException> broken;
    private final Consumer<Event> ended;
    private boolean over;

    /**
     * @param begin whether its turn has come; false when it never comes here
     * @param broken writes down what broke it
     * @param ended told how it ended
     */
    Turn(
            Course course,
            BooleanSupplier begin,
            SignsOfLife.Sign sign,
            Consumer<RuntimeException> broken,
            Consumer<Event> ended) {
        this.course = course;
        this.begin = begin;
        this.sign = sign;
        this.broken = broken;
        this.ended = ended;
    }

    /** Works until it is over, or until nothing but paused runs is left. */
    void go() {
        step(
                () -> {
                    if (begin.getAsBoolean()) {
                        return course.go();
                    }
                    over = true;
                    return Optional.empty();
                });
    }

    /** Looks at its paused runs. */
    void look(boolean ends) {
        step(() -> course.look(ends));
    }

    boolean isOver() {
        return over;
    }

    private interface Step {
        Optional<Event> take();
    }

    private void step(Step step) {
        try {
            step.take()
                    .ifPresent(
                            event -> {
                                over = true;
                                ended.accept(event);
                            });
        } catch (RuntimeException failure) {
            over = true;
            broken.accept(failure);
            throw failure;
        } finally {
            if (over) {
                course.close();
                sign.close();
            }
        }
    }
}
