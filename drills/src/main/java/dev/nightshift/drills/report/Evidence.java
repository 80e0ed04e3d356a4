package dev.nightshift.drills.report;

import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.JournalLine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The figures of a drill, worked out from its journal and from nothing else, so that anybody who
 * has the journal can work them out again. Immutable.
 *
 * @param rtoMs the worst of all faults; null when a fault was not followed by a steady state
 * @param budgetSeconds how many seconds of full outage the objective allows in its window
 * @param spentSeconds how many of these the drill's requests are worth that were not done: failed,
 *     refused or not sent
 */
public record Evidence(
        Chain chain,
        JournalLine began,
        @Nullable JournalLine ended,
        List<Episode> episodes,
        @Nullable Long rtoMs,
        long rtoTargetMs,
        long rpoTargetMs,
        @Nullable JournalLine ledger,
        double budgetSeconds,
        double spentSeconds) {
    public Evidence {
        episodes = List.copyOf(episodes);
    }

    /** Reads a journal that has at least its first line. */
    public static Evidence of(Chain chain) {
        JournalLine began = chain.lines().getFirst();
        JournalLine ended = chain.last(Events.ENDED).orElse(null);
        List<Episode> episodes = episodes(chain);
        JournalLine ledger = chain.last(Events.LEDGER).orElse(null);
        double objective = began.number("objective");
        double window = began.number("budgetWindowSeconds");
        Instant end = ended == null ? chain.lines().getLast().at() : ended.at();
        double seconds = Duration.between(began.at(), end).toMillis() / 1000.0;
        double share = ledger == null ? 0 : shareNotDone(ledger);
        return new Evidence(
                chain,
                began,
                ended,
                episodes,
                worst(episodes),
                (long) began.number("rtoTargetMs"),
                (long) began.number("rpoTargetMs"),
                ledger,
                window * (100 - objective) / 100,
                seconds * share);
    }

    /** To whom waits for it a refusal is as bad as a failure, and so is what nobody sent. */
    private static double shareNotDone(JournalLine ledger) {
        double due = ledger.number("requests") + ledger.number("notSent");
        double bad =
                ledger.number("failed")
                        + ledger.number("refusedRequests")
                        + ledger.number("notSent");
        return due == 0 ? 0 : bad / due;
    }

    private static @Nullable Long worst(List<Episode> episodes) {
        long worst = -1;
        for (Episode episode : episodes) {
            Long rto = episode.rtoMs();
            if (rto == null) {
                return null;
            }
            worst = Math.max(worst, rto);
        }
        return worst < 0 ? null : (Long) worst;
    }

    private static List<Episode> episodes(Chain chain) {
        List<Episode> episodes = new ArrayList<>();
        List<JournalLine> injections = chain.all(Events.INJECTED);
        for (int i = 0; i < injections.size(); i++) {
            JournalLine injected = injections.get(i);
            long next = i + 1 < injections.size() ? injections.get(i + 1).seq() : Long.MAX_VALUE;
            episodes.add(episode(chain, injected, next));
        }
        return episodes;
    }

    private static Episode episode(Chain chain, JournalLine injected, long next) {
        String fault = injected.text("fault");
        // What is noticed while the fault is being injected belongs to it, too.
        long from =
                chain.all(Events.INJECTING).stream()
                        .filter(line -> line.text("fault").equals(fault))
                        .mapToLong(JournalLine::seq)
                        .max()
                        .orElse(injected.seq());
        Predicate<JournalLine> within = line -> line.seq() > from && line.seq() < next;
        Optional<JournalLine> healed =
                chain.all(Events.HEALED).stream()
                        .filter(line -> line.seq() > from)
                        .filter(line -> line.text("fault").equals(fault))
                        .findFirst();
        Instant at =
                chain.all(Events.INJECTING).stream()
                        .filter(line -> line.seq() == from)
                        .map(JournalLine::at)
                        .findFirst()
                        .orElse(injected.at());
        return new Episode(
                fault,
                injected.text("kind"),
                at,
                mark(chain, "detected", within).map(JournalLine::at).orElse(null),
                mark(chain, "circuit_open", within).map(JournalLine::at).orElse(null),
                mark(chain, "degraded", within).map(JournalLine::at).orElse(null),
                mark(chain, "read_only", within).map(JournalLine::at).orElse(null),
                healed.map(JournalLine::at).orElse(null),
                healed.map(line -> line.text("by")).orElse(""),
                mark(chain, "circuit_closed", within).map(JournalLine::at).orElse(null),
                mark(chain, "steady", within)
                        .map(line -> Instant.parse(line.text("since")))
                        .orElse(null),
                chain.all(Events.PURGED).stream()
                        .filter(within)
                        .map(JournalLine::at)
                        .findFirst()
                        .orElse(null));
    }

    private static Optional<JournalLine> mark(
            Chain chain, String mark, Predicate<JournalLine> within) {
        return chain.all(Events.MARK).stream()
                .filter(within)
                .filter(line -> line.text("mark").equals(mark))
                .findFirst();
    }

    /** How it ended; RUNNING while no end is written. */
    public String state() {
        return ended == null ? "RUNNING" : ended.text("state");
    }

    /** Whether the time to recovery is known and within its target. */
    public boolean isRtoMet() {
        return rtoMs != null && rtoMs <= rtoTargetMs;
    }

    /** Whether writes were counted, and none more than the target allows is lost. */
    public boolean isRpoMet() {
        return ledger != null
                && (ledger.number("lost") == 0
                        || (rpoTargetMs > 0 && ledger.number("lostSpanMs") <= rpoTargetMs));
    }

    /** A count of the ledger; null when writes were not counted. */
    public @Nullable Long counted(String name) {
        return ledger == null ? null : (Long) (long) ledger.number(name);
    }

    /** Whether writes were counted, and there were some of these. */
    public boolean isAny(String name) {
        return ledger != null && ledger.number(name) > 0;
    }

    /** Texts of a list in the first line. */
    public List<String> texts(String name) {
        return texts(began.data(), name);
    }

    static List<String> texts(Map<String, Object> data, String name) {
        return data.get(name) instanceof List<?> list
                ? list.stream().map(Objects::toString).toList()
                : List.of();
    }
}
