package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.JournalLine;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a report says, before it has a form: sections of sentences and tables, made of a journal
 * alone. Deterministic.
 */
final class Report {
    private final Evidence evidence;
    private final Chain chain;

    private Report(Evidence evidence) {
        this.evidence = evidence;
        this.chain = evidence.chain();
    }

    static List<Section> of(Evidence evidence) {
        Report report = new Report(evidence);
        List<Section> sections = new ArrayList<>();
        sections.add(report.whatItWas());
        sections.add(report.result());
        sections.add(report.hypothesis());
        sections.add(report.timeline());
        sections.add(report.method());
        Requests requests = new Requests(evidence);
        sections.add(requests.times());
        sections.add(requests.writes());
        sections.add(requests.repeats());
        sections.add(report.reach());
        sections.add(report.undo());
        Closing closing = new Closing(evidence);
        sections.add(closing.findings());
        sections.add(closing.standards());
        sections.add(closing.evidence());
        sections.add(closing.signOff());
        return sections;
    }

    static String title(Evidence evidence) {
        return "Drill report: " + evidence.began().text("title");
    }

    private Section whatItWas() {
        List<Block> blocks = new ArrayList<>();
        boolean simulated = evidence.began().yes("simulated");
        // Journals of old do not say it: theirs was opened.
        boolean opened = !Boolean.FALSE.equals(evidence.began().data().get("opened"));
        blocks.add(
                new Block.Verdict(
                        !opened
                                ? "Nothing was done: the drill was refused before it touched a"
                                        + " server."
                                : simulated
                                        ? "MongoDB was a simulated replica set. This report proves"
                                              + " how our software behaves; it proves nothing about"
                                              + " MongoDB."
                                        : "MongoDB and Redis were real servers.",
                        !simulated));
        blocks.add(new Block.Points(evidence.texts("firstLines")));
        List<String> leftOut = evidence.texts("leftOut");
        if (!leftOut.isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "Steps for a lab only, which were left out: %s."
                                    .formatted(String.join("; ", leftOut))));
        }
        blocks.add(new Block.Text(evidence.began().text("description")));
        return new Section("What this was done to", List.of(), blocks);
    }

    private Section result() {
        JournalLine ended = evidence.ended();
        String state = evidence.state();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Verdict(state.replace('_', ' '), state.equals("PASSED")));
        if (ended != null && !ended.text("reason").isEmpty()) {
            blocks.add(new Block.Text("Because: " + ended.text("reason") + "."));
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        "Time to recovery (RTO), worst fault",
                        millis(evidence.rtoMs()),
                        "at most " + millis(evidence.rtoTargetMs()),
                        met(evidence.isRtoMet())));
        rows.add(
                List.of(
                        "Acknowledged writes lost (RPO)",
                        count("lost")
                                + (evidence.ledger() == null
                                                || evidence.ledger().number("lost") == 0
                                        ? ""
                                        : ", spread over "
                                                + millis(evidence.counted("lostSpanMs"))),
                        evidence.rpoTargetMs() == 0
                                ? "none"
                                : "of at most " + millis(evidence.rpoTargetMs()),
                        met(evidence.isRpoMet())));
        rows.add(
                List.of(
                        "Longest time without an acknowledged write (downtime)",
                        millis(evidence.counted("longestGapMs")),
                        "",
                        ""));
        rows.add(
                List.of(
                        "Error budget spent: requests that failed, were refused or not sent",
                        "%.2f s of %.0f s (%.3f %%)"
                                .formatted(
                                        evidence.spentSeconds(),
                                        evidence.budgetSeconds(),
                                        evidence.budgetSeconds() == 0
                                                ? 0
                                                : 100
                                                        * evidence.spentSeconds()
                                                        / evidence.budgetSeconds()),
                        "%s %% of requests in %d days"
                                .formatted(
                                        plain(evidence.began().number("objective")),
                                        (long) evidence.began().number("budgetWindowSeconds")
                                                / 86_400),
                        ""));
        blocks.add(new Block.Rows(List.of("Figure", "Measured", "Target", ""), rows));
        return new Section("Result", List.of(Control.SOC2_A1_3, Control.ISO_5_30), blocks);
    }

    private Section hypothesis() {
        List<Block> blocks = new ArrayList<>();
        for (JournalLine line : chain.all(Events.HYPOTHESIS)) {
            blocks.add(
                    new Block.Text(
                            "%s the drill, %s: \"%s\" %s."
                                    .formatted(
                                            line.text("when").equals("before") ? "Before" : "After",
                                            time(line.at()),
                                            line.text("title"),
                                            line.yes("met") ? "held" : "did not hold")));
            List<List<String>> rows = new ArrayList<>();
            if (line.data().get("probes") instanceof List<?> probes) {
                for (Object probe : probes) {
                    if (probe instanceof Map<?, ?> map) {
                        rows.add(
                                List.of(
                                        text(map, "probe"),
                                        text(map, "value"),
                                        text(map, "tolerance"),
                                        met(Boolean.TRUE.equals(map.get("met")))));
                    }
                }
            }
            blocks.add(new Block.Rows(List.of("Probe", "Measured", "Tolerated", ""), rows));
        }
        if (blocks.isEmpty()) {
            blocks.add(new Block.Text("It was never looked at."));
        }
        return new Section("Hypothesis", List.of(Control.SOC2_A1_3), blocks);
    }

    private Section timeline() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(
                new Block.Picture(
                        TimelineSvg.of(evidence),
                        "Timeline of the drill; its moments are in the table below."));
        List<List<String>> rows = new ArrayList<>();
        for (Episode episode : evidence.episodes()) {
            rows.add(
                    List.of(
                            episode.fault(),
                            time(episode.injected()),
                            after(episode, episode.detected()),
                            after(episode, episode.circuitOpen()),
                            after(episode, first(episode.degraded(), episode.readOnly())),
                            after(episode, episode.healed()),
                            after(episode, episode.circuitClosed()),
                            after(episode, episode.steady()),
                            after(episode, episode.purged())));
        }
        blocks.add(
                new Block.Rows(
                        List.of(
                                "Fault",
                                "Injected",
                                "Detected",
                                "Circuit open",
                                "Degraded",
                                "Healed",
                                "Circuit closed",
                                "Steady",
                                "Purge done"),
                        rows));
        blocks.add(
                new Block.Text(
                        "Moments are counted from the injection. RTO is steady less injected; it"
                            + " holds the time that the drill kept the fault there. \"-\": it did"
                            + " not come; a fault that is over before anybody notices is not"
                            + " detected."));
        return new Section(
                "What happened when",
                List.of(Control.SOC2_A1_3, Control.ISO_5_30, Control.ISO_8_16),
                blocks);
    }

    private Section method() {
        List<List<String>> rows = new ArrayList<>();
        for (JournalLine line : chain.lines()) {
            if (line.event().equals(Events.ACTION) || line.event().equals(Events.PROBE)) {
                rows.add(
                        List.of(
                                offset(evidence.began().at(), line.at()),
                                line.event().equals(Events.PROBE) ? "probe" : "action",
                                line.text("step"),
                                line.text("output"),
                                line.data().containsKey("met") ? met(line.yes("met")) : ""));
            }
        }
        return new Section(
                "Method",
                List.of(Control.SOC2_A1_3, Control.ISO_8_14),
                List.of(new Block.Rows(List.of("After", "", "Step", "What came", ""), rows)));
    }

    private Section reach() {
        List<List<String>> rows =
                List.of(
                        List.of("Stores", String.join(", ", evidence.texts("stores"))),
                        List.of(
                                "Affected companies",
                                String.join(", ", evidence.texts("companies"))),
                        List.of(
                                "At most",
                                plain(evidence.began().number("companiesAtMost")) + " companies"),
                        List.of(
                                "Stop conditions",
                                String.join("; ", evidence.texts("stopConditions"))),
                        List.of("Alerts muted during the drill", muted()));
        return new Section(
                "Blast radius",
                List.of(Control.ISO_5_29),
                List.of(new Block.Rows(List.of("", ""), rows)));
    }

    private String muted() {
        List<String> codes = evidence.texts("muted");
        if (codes.isEmpty()) {
            return "none";
        }
        return String.join(", ", codes)
                + (evidence.began().yes("mutedForTheService")
                        ? "; of these companies and of the service itself, as its faults are felt"
                                + " by everybody"
                        : "; of these companies, and of nobody else");
    }

    private Section undo() {
        List<List<String>> rows = new ArrayList<>();
        for (JournalLine line : chain.lines()) {
            switch (line.event()) {
                case Events.HEALED ->
                        rows.add(
                                List.of(
                                        time(line.at()),
                                        "healed: " + line.text("fault"),
                                        "by " + line.text("by")));
                case Events.NOT_HEALED ->
                        rows.add(
                                List.of(
                                        time(line.at()),
                                        "NOT healed: " + line.text("fault"),
                                        line.text("why")));
                case Events.ROLLBACK ->
                        rows.add(
                                List.of(
                                        time(line.at()),
                                        "rollback: " + line.text("step"),
                                        line.text("output")));
                case Events.STOPPING ->
                        rows.add(List.of(time(line.at()), "ending early", line.text("reason")));
                default -> {}
            }
        }
        return new Section(
                "How it was undone",
                List.of(Control.ISO_5_29),
                List.of(new Block.Rows(List.of("At", "What", ""), rows)));
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private static String after(Episode episode, @Nullable Instant at) {
        return at == null ? "-" : offset(episode.injected(), at);
    }

    private static String offset(Instant from, Instant to) {
        return String.format(
                Locale.ROOT, "+%.1f\u00a0s", Duration.between(from, to).toMillis() / 1000.0);
    }

    private String count(String name) {
        return count(evidence, name);
    }

    static String count(Evidence evidence, String name) {
        Long counted = evidence.counted(name);
        return counted == null ? "not counted" : String.valueOf(counted);
    }

    private static String millis(@Nullable Long millis) {
        return millis == null ? "not known" : String.format(Locale.ROOT, "%,d ms", millis);
    }

    private static String met(boolean met) {
        return met ? "met" : "NOT met";
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }
}
