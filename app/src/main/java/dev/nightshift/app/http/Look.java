package dev.nightshift.app.http;

import dev.nightshift.platform.question.Question;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks at a server that may be away: whoever asks is answered in time, and one look is under way
 * at once, however many ask and however long it hangs. Thread-safe.
 *
 * @param <T> what is seen
 */
final class Look<T> {
    private static final Logger log = LoggerFactory.getLogger(Look.class);

    private final String name;
    private final Duration limit;
    private final Supplier<T> look;
    private @Nullable Question<T> underWay;

    /**
     * A look.
     *
     * @param limit how long one who asks waits
     */
    Look(String name, Duration limit, Supplier<T> look) {
        this.name = name;
        this.limit = limit;
        this.look = look;
    }

    /** Begins to look, or joins who is looking; what it gives waits until the limit is over. */
    Supplier<Optional<T>> begin() {
        long deadline = System.nanoTime() + limit.toNanos();
        Question<T> asked = asked();
        return () -> seen(asked, deadline);
    }

    /** What is seen; empty when that failed, or was not done in time. */
    Optional<T> seen() {
        return begin().get();
    }

    private synchronized Question<T> asked() {
        Question<T> asked = underWay;
        if (asked == null || asked.isOver()) {
            asked = Question.ask(Thread.ofPlatform().daemon().name("look-" + name), look);
            underWay = asked;
        }
        return asked;
    }

    private Optional<T> seen(Question<T> asked, long deadline) {
        try {
            Optional<T> seen = asked.within(Duration.ofNanos(deadline - System.nanoTime()));
            if (seen.isEmpty()) {
                log.atWarn().addKeyValue("event", "health.late").log(name);
            }
            return seen;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error away) {
            log.atWarn().addKeyValue("event", "health.down").setCause(away).log(name);
        }
        return Optional.empty();
    }
}
