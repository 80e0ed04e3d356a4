package dev.nightshift.app.terminal;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far some work is, on {@code err}: a bar where a person looks, a line every ten seconds where
 * a log is written. Thread-safe.
 */
public final class Progress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final int WIDTH = 100;

    private final Surroundings surroundings;
    private @Nullable ProgressBar bar;
    private Instant lastLine;
    private boolean closed;

    /** Nothing is shown before the work is known. */
    public Progress(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.lastLine = surroundings.clock().instant();
    }

    /**
     * The work is that far.
     *
     * @param task what the work is called
     * @param total null while it is not known
     * @param news what was done and how fast, in words
     */
    public synchronized void at(String task, long done, @Nullable Long total, String news) {
        if (closed || total == null || total == 0) {
            return;
        }
        if (surroundings.errIsTerminal()) {
            ProgressBar shown = bar == null ? start(task, total) : bar;
            bar = shown;
            shown.maxHint(total);
            shown.stepTo(Math.min(done, total));
            shown.setExtraMessage(news);
            return;
        }
        Instant now = surroundings.clock().instant();
        if (!now.isBefore(lastLine.plus(BETWEEN_LINES))) {
            lastLine = now;
            surroundings
                    .err()
                    .println(
                            "%s %d %%, %s"
                                    .formatted(
                                            now.truncatedTo(ChronoUnit.SECONDS),
                                            Math.min(100, done * 100 / total),
                                            news));
        }
    }

    private ProgressBar start(String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(surroundings.err(), WIDTH))
                .hideEta()
                .build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (bar != null) {
            bar.close();
        }
    }
}
