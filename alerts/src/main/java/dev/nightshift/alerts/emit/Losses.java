package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.tenant.TenantContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Alerts that had no room: counted for each company until that is told, and said once, loudly and
 * not on the thread of the caller that lost one. Thread-safe.
 */
final class Losses {
    private static final Logger log = LoggerFactory.getLogger(Losses.class);
    private static final int MOST_COMPANIES = 10_000;

    private record Untold(TenantContext context, long lost) {
        Untold plus(Untold more) {
            return new Untold(context, lost + more.lost);
        }
    }

    private final Consumer<String> loud;
    private final Map<String, Untold> untold = new LinkedHashMap<>();
    private long count;
    private Thread saying = Thread.ofVirtual().unstarted(() -> {});
    private boolean said;

    Losses(Consumer<String> loud) {
        this.loud = loud;
    }

    synchronized void add(TenantContext context, String why, String code) {
        count++;
        String company = context.companyId();
        if (untold.containsKey(company) || untold.size() < MOST_COMPANIES) {
            untold.merge(company, new Untold(context, 1), Untold::plus);
        }
        if (said) {
            return;
        }
        said = true;
        String sentence =
                "An alert could not be kept (%s): %s of company '%s'. %s"
                        .formatted(
                                why,
                                code,
                                company,
                                "More may follow: 'nightshift alerts stats' counts them.");
        saying =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    log.atError()
                                            .addKeyValue("companyId", company)
                                            .addKeyValue("requestId", context.requestId())
                                            .addKeyValue("event", "alert.lost")
                                            .log("{}", sentence);
                                    loud.accept(sentence);
                                });
    }

    synchronized long count() {
        return count;
    }

    /** The alert that tells of a company's losses. */
    record Telling(TenantContext context, long lost, Emit emit) {}

    /** One for each company that lost some since this was asked last. */
    synchronized List<Telling> take(Instant now) {
        List<Telling> tellings =
                untold.values().stream()
                        .map(of -> new Telling(of.context(), of.lost(), emit(of, now)))
                        .toList();
        untold.clear();
        return tellings;
    }

    /** Nobody could be told. */
    synchronized void giveBack(Telling telling) {
        untold.merge(
                telling.context().companyId(),
                new Untold(telling.context(), telling.lost()),
                Untold::plus);
    }

    /** What is lost from here on is said again. */
    synchronized void healed() {
        said = false;
    }

    private static Emit emit(Untold of, Instant now) {
        Alert alert =
                Alert.of(
                                "NIGHTSHIFT_ALERTS_EMIT_LOST",
                                Severity.CRITICAL,
                                "%d alerts of this company were lost: there was no room on disk."
                                        .formatted(of.lost()))
                        .withPlace("NIGHTSHIFT", "ALERTS")
                        .withMeta(Map.of("lost", Long.toString(of.lost())));
        return Emit.of(of.context(), alert, now);
    }

    /** Waits a moment for what is being said. */
    void settle() throws InterruptedException {
        Thread speaker;
        synchronized (this) {
            speaker = saying;
        }
        if (speaker.isAlive()) {
            speaker.join(TimeUnit.SECONDS.toMillis(3));
        }
    }
}
