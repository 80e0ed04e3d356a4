package dev.nightshift.app.review;

import dev.nightshift.platform.failure.NightshiftException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Looks at every part once; one that cannot be looked at is red, and the others are looked at. What
 * keeps several from being looked at is told once: the others are unknown, and name the red one.
 */
public final class Review {
    private static final Logger log = LoggerFactory.getLogger(Review.class);

    private Review() {}

    /**
     * The lines, red ones first, else in the order of the parts.
     *
     * @param here by the word for each, parts that ask no server: they are looked at in another
     *     thread, while the others wait for answers
     * @param parts the others
     */
    public static List<ReviewLine> of(
            Map<String, Supplier<ReviewLine>> here, Map<String, Supplier<ReviewLine>> parts) {
        FutureTask<List<ReviewLine>> looking = new FutureTask<>(() -> look(here));
        Thread.ofPlatform().daemon().name("review").start(looking);
        List<ReviewLine> answered = look(parts);
        List<ReviewLine> lines = new ArrayList<>(joined(looking));
        lines.addAll(answered);
        lines.sort(Comparator.comparing(ReviewLine::light));
        return List.copyOf(lines);
    }

    private static List<ReviewLine> joined(FutureTask<List<ReviewLine>> looking) {
        try {
            return looking.get();
        } catch (InterruptedException | ExecutionException ending) {
            throw new IllegalStateException("the review was broken off", ending);
        }
    }

    private static List<ReviewLine> look(Map<String, Supplier<ReviewLine>> parts) {
        List<ReviewLine> lines = new ArrayList<>();
        Map<String, String> toldBy = new HashMap<>();
        parts.forEach((check, part) -> lines.add(look(check, part, toldBy)));
        return lines;
    }

    /**
     * @param toldBy by what was said of a failure, the part that says it
     */
    private static ReviewLine look(
            String check, Supplier<ReviewLine> part, Map<String, String> toldBy) {
        try {
            return part.get();
        } catch (NightshiftException away) {
            log.atWarn().addKeyValue("event", "review.failed").setCause(away).log(check);
            String first = toldBy.putIfAbsent(away.message(), check);
            return first == null
                    ? ReviewLine.red(check, away.message(), away.hint())
                    : ReviewLine.unknown(
                            check, "could not be looked at: see '%s'".formatted(first));
        } catch (RuntimeException broken) {
            log.atError().addKeyValue("event", "review.failed").setCause(broken).log(check);
            return ReviewLine.red(check, "It could not be looked at.", "The log has the details.");
        }
    }
}
