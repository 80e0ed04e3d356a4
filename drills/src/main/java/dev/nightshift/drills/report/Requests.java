package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.JournalLine;
import dev.nightshift.drills.timing.Latency;
import dev.nightshift.drills.timing.Timing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a report says of the requests of the load: their times, the writes, the repeats. */
final class Requests {
    private static final List<String> HEADINGS =
            List.of(
                    "Requests",
                    "Done",
                    "Failed",
                    "Refused",
                    "Not sent",
                    "p50 ms",
                    "p95 ms",
                    "p99 ms",
                    "Longest ms",
                    "Longest gap ms");
    private static final String HOW =
            "Requests come at a fixed pace, and their time counts from the moment they were due:"
                + " what an outage would have made callers wait is in it. \"Not sent\" are those"
                + " that were due while too many were on their way; their time is what they would"
                + " have waited at the least. Refused ones, most of them answered at once, have a"
                + " row of their own. \"Longest gap\" is the longest time in which none was done."
                + " \"During\" lasts from the injection until the fault was healed and it was"
                + " steady again.";

    private final Evidence evidence;

    Requests(Evidence evidence) {
        this.evidence = evidence;
    }

    Section times() {
        List<Block> blocks = new ArrayList<>();
        for (JournalLine line : evidence.chain().all(Events.LATENCY)) {
            List<List<String>> rows = new ArrayList<>();
            if (line.data().get("requests") instanceof List<?> requests) {
                for (Object request : requests) {
                    if (request instanceof Map<?, ?> data) {
                        add(rows, Timing.of(data));
                    }
                }
            }
            blocks.add(new Block.Text(capital(line.text("phase")) + "."));
            blocks.add(new Block.Rows(HEADINGS, rows));
        }
        blocks.add(new Block.Text(blocks.isEmpty() ? "It was not measured." : HOW));
        return new Section(
                "How long requests took", List.of(Control.SOC2_A1_3, Control.ISO_8_16), blocks);
    }

    private static String capital(String text) {
        return text.isEmpty()
                ? ""
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static void add(List<List<String>> rows, Timing timing) {
        if (timing.latency().count() > 0) {
            rows.add(
                    row(
                            timing.request(),
                            List.of(
                                    String.valueOf(timing.done()),
                                    String.valueOf(timing.failed()),
                                    String.valueOf(timing.refused()),
                                    String.valueOf(timing.notSent())),
                            timing.latency(),
                            millis((double) timing.longestGapMs())));
        }
        if (timing.refused() > 0) {
            rows.add(
                    row(
                            timing.request() + ": refused",
                            List.of("", "", String.valueOf(timing.refused()), ""),
                            timing.refusals(),
                            ""));
        }
    }

    private static List<String> row(
            String request, List<String> counts, Latency latency, String gap) {
        List<String> row = new ArrayList<>();
        row.add(request);
        row.addAll(counts);
        row.add(millis(latency.p50()));
        row.add(millis(latency.p95()));
        row.add(millis(latency.p99()));
        row.add(millis(latency.max()));
        row.add(gap);
        return row;
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f" : "%,.0f", millis);
    }

    Section writes() {
        List<List<String>> rows =
                List.of(
                        row("Requests made", "requests"),
                        row("Requests that failed", "failed"),
                        row("Requests that were refused as documented", "refusedRequests"),
                        row("Requests due but not sent: too many were on their way", "notSent"),
                        row("Writes acknowledged", "acknowledged"),
                        row("Acknowledged and found", "found"),
                        row("Acknowledged and lost", "lost"),
                        row("Of the writes, refused as documented and never done", "refused"),
                        row("Ghost writes: refused and found all the same", "ghost"),
                        row("Writes whose outcome was not told", "unknown"),
                        row("Of these found, which is no fault", "unknownFound"),
                        row("Duplicate writes: found more than once", "duplicate"));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Rows(List.of("Ledger", "Count"), rows));
        JournalLine ledger = evidence.ledger();
        if (ledger != null
                && ledger.data().get("beside") instanceof Map<?, ?> beside
                && !beside.isEmpty()) {
            List<List<String>> more = new ArrayList<>();
            beside.forEach((name, count) -> more.add(List.of("" + name, "" + count)));
            blocks.add(new Block.Rows(List.of("Beside it", "Count"), more));
        }
        if (ledger != null && !ledger.text("firstFailure").isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "The first request failed at %s."
                                    .formatted(
                                            Report.time(
                                                    Instant.parse(ledger.text("firstFailure"))))));
        }
        return new Section(
                "Writes: acknowledged against found",
                List.of(Control.SOC2_A1_3, Control.ISO_5_29),
                blocks);
    }

    Section repeats() {
        List<List<String>> rows =
                List.of(
                        expected("Submits that were repeated with their key", "repeatsSent", ""),
                        expected("Stopped by the key", "repeatsStopped", "all while Redis answers"),
                        expected(
                                "Let through while Redis was away",
                                "repeatsWhileAway",
                                "all of that time; the unique index keeps the lead single"),
                        expected(
                                "Let through though Redis was asked both times",
                                "repeatsLetThrough",
                                "0"),
                        expected("Alerts that were emitted twice", "alertRepeatsSent", ""),
                        expected(
                                "Of these told twice within a minute",
                                "alertRepeatsTold",
                                "0, Redis or not: the process remembers"));
        return new Section(
                "What was asked twice",
                List.of(Control.ISO_5_29),
                List.of(new Block.Rows(List.of("", "Count", "Expected"), rows)));
    }

    private List<String> expected(String what, String name, String expected) {
        return List.of(what, Report.count(evidence, name), expected);
    }

    private List<String> row(String what, String name) {
        return List.of(what, Report.count(evidence, name));
    }
}
