package dev.nightshift.app.cli.drill;

import dev.nightshift.app.terminal.Printable;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.report.Evidence;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * One drill; the names are the JSON contract.
 *
 * @param where lab or live
 * @param simulated whether MongoDB was a simulated replica set
 * @param rtoMs null when it is not known
 * @param longestGapMs the longest time without an acknowledged write
 * @param ghost writes that were refused and are there all the same
 * @param unknownFound writes whose outcome was not told, and that are there
 * @param notSent requests that were due and not sent, as too many were on their way
 * @param repeatsStopped repeated submits that their idempotency key stopped
 * @param repeatsWhileAway those that were done again while Redis could not be asked
 * @param repeatsLetThrough those that were done again though it was asked
 * @param verified whether each line of the journal is what was written
 * @param head hash of the journal's last line
 */
public record DrillView(
        String drillId,
        String experiment,
        String state,
        String where,
        boolean simulated,
        List<String> target,
        String reason,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long rtoMs,
        long rtoTargetMs,
        boolean rtoMet,
        boolean rpoMet,
        @Nullable Long longestGapMs,
        @Nullable Long acknowledged,
        @Nullable Long lost,
        @Nullable Long ghost,
        @Nullable Long duplicate,
        @Nullable Long unknownFound,
        @Nullable Long notSent,
        @Nullable Long repeatsStopped,
        @Nullable Long repeatsWhileAway,
        @Nullable Long repeatsLetThrough,
        double errorBudgetSpentPercent,
        List<String> companies,
        boolean verified,
        @Nullable String broken,
        String head,
        @Nullable String folder) {

    /** Of a journal; {@code folder} is null when it is not on this disk. */
    static DrillView of(Chain chain, @Nullable String folder) {
        Evidence evidence = Evidence.of(chain);
        return new DrillView(
                evidence.began().text("drillId"),
                evidence.began().text("name"),
                evidence.state(),
                evidence.began().text("where"),
                evidence.began().yes("simulated"),
                evidence.texts("firstLines"),
                evidence.ended() == null ? "" : evidence.ended().text("reason"),
                evidence.began().at(),
                evidence.ended() == null ? null : evidence.ended().at(),
                evidence.rtoMs(),
                evidence.rtoTargetMs(),
                evidence.isRtoMet(),
                evidence.isRpoMet(),
                evidence.counted("longestGapMs"),
                evidence.counted("acknowledged"),
                evidence.counted("lost"),
                evidence.counted("ghost"),
                evidence.counted("duplicate"),
                evidence.counted("unknownFound"),
                evidence.counted("notSent"),
                evidence.counted("repeatsStopped"),
                evidence.counted("repeatsWhileAway"),
                evidence.counted("repeatsLetThrough"),
                evidence.budgetSeconds() == 0
                        ? 0
                        : Math.round(100_000 * evidence.spentSeconds() / evidence.budgetSeconds())
                                / 1000.0,
                evidence.texts("companies"),
                chain.isWhole(),
                chain.broken(),
                chain.head(),
                folder);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "drill", drillId);
        line(text, "state", state.replace('_', ' '));
        if (!reason.isEmpty()) {
            line(text, "because", reason);
        }
        target.forEach(what -> line(text, "on", what));
        if (simulated && !target.isEmpty()) {
            line(text, "", "it proves how our software behaves, and nothing about MongoDB");
        }
        line(
                text,
                "recovery",
                "%s, at most %s was the target"
                        .formatted(rtoMs == null ? "not known" : told(rtoMs), told(rtoTargetMs)));
        line(text, "downtime", longestGapMs == null ? "not counted" : told(longestGapMs));
        line(
                text,
                "writes",
                acknowledged == null
                        ? "not counted"
                        : "%d acknowledged, %d lost, %d ghost, %d duplicate"
                                .formatted(acknowledged, lost, ghost, duplicate));
        if (repeatsStopped != null) {
            line(
                    text,
                    "repeats",
                    "%d stopped by their key, %d let through while Redis was away, %d otherwise"
                            .formatted(repeatsStopped, repeatsWhileAway, repeatsLetThrough));
        }
        line(
                text,
                "budget",
                String.format(
                        Locale.ROOT, "%.3f %% of the error budget spent", errorBudgetSpentPercent));
        line(text, "journal", verified ? "whole, last hash " + head : "CHANGED: " + broken);
        if (folder != null) {
            line(text, "reports", folder);
        }
        return text.toString();
    }

    private static String told(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-10s %s".formatted(name, Printable.of(value)).stripTrailing()).append('\n');
    }
}
