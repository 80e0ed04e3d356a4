package dev.nightshift.jobs.backfill.company;

import dev.nightshift.platform.question.Question;

import org.springframework.batch.core.job.JobInterruptedException;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Questions to the store that may take long, such as a count over a large company, or a page of a
 * filter that hardly anything matches. While one is under way the run is asked several times a
 * second whether it is to end; then the question is given up: its connection is closed, upon which
 * MongoDB ends what nobody waits for. Nothing but reads may be asked so. Thread-safe.
 */
final class Reads {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Gate gate;

    /** What is asked whether the run is to end. */
    @FunctionalInterface
    interface Gate {
        /**
         * Lets pass, perhaps after a while.
         *
         * @throws JobInterruptedException when the run is to end
         */
        void proceed() throws JobInterruptedException, InterruptedException;
    }

    Reads(Gate gate) {
        this.gate = gate;
    }

    /**
     * The answer.
     *
     * @throws JobInterruptedException when the run is to end
     */
    <T> T read(Supplier<T> question) throws JobInterruptedException, InterruptedException {
        gate.proceed();
        // Blocked in a socket, a virtual thread can be interrupted; any other cannot.
        Question<T> asked = Question.ask(Thread.ofVirtual().name("backfill-read"), question);
        try {
            while (true) {
                Optional<T> answer = asked.within(TICK);
                if (answer.isPresent()) {
                    return answer.get();
                }
                gate.proceed();
            }
        } finally {
            asked.giveUp();
        }
    }
}
