package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Control;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.JournalLine;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The end of a report: findings, standards, evidence, signatures. */
final class Closing {
    private final Evidence evidence;
    private final Chain chain;

    Closing(Evidence evidence) {
        this.evidence = evidence;
        this.chain = evidence.chain();
    }

    Section findings() {
        List<String> points = new ArrayList<>();
        JournalLine ended = evidence.ended();
        if (ended == null) {
            points.add("The journal has no end: the drill runs, or its process died.");
        } else if (!ended.text("state").equals("PASSED")) {
            points.add(
                    "The drill ended as %s: %s."
                            .formatted(
                                    ended.text("state").replace('_', ' '), ended.text("reason")));
        }
        counted(points, "ghost", "Writes that were refused and are there all the same: %d.");
        counted(points, "duplicate", "Writes that are there more than once: %d.");
        boolean none = points.isEmpty();
        counted(
                points,
                "unknownFound",
                "For information: writes whose outcome was not told, and that are there: %d.");
        for (JournalLine line : chain.all(Events.FINDING)) {
            points.add(
                    "%s (found by %s%s)"
                            .formatted(
                                    line.text("text"),
                                    line.text("by"),
                                    line.text("owner").isEmpty()
                                            ? ""
                                            : "; to be mended by " + line.text("owner")));
        }
        if (none && chain.all(Events.FINDING).isEmpty()) {
            points.addFirst("None: every expectation was met.");
        }
        return new Section(
                "Findings",
                List.of(Control.ISO_5_27),
                List.of(
                        new Block.Points(points),
                        new Block.Text(
                                "Remediation owner: "
                                        + evidence.began().text("remediationOwner")
                                        + ".")));
    }

    private void counted(List<String> points, String name, String sentence) {
        Long count = evidence.counted(name);
        if (count != null && count > 0) {
            points.add(sentence.formatted(count));
        }
    }

    Section standards() {
        List<List<String>> rows = new ArrayList<>();
        for (String label : evidence.texts("controls")) {
            Control.byLabel(label)
                    .ifPresent(
                            point ->
                                    rows.add(
                                            List.of(
                                                    point.label(),
                                                    point.says(),
                                                    Answers.to(point))));
        }
        return new Section(
                "Which point each part answers",
                List.of(),
                List.of(new Block.Rows(List.of("Point", "About", "Answered by"), rows)));
    }

    Section evidence() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Drill", evidence.began().text("drillId")));
        rows.add(List.of("Began", evidence.began().at().toString()));
        JournalLine ended = evidence.ended();
        rows.add(List.of("Ended", ended == null ? "not yet" : ended.at().toString()));
        rows.add(List.of("Experiment", evidence.began().text("name") + ".yaml"));
        rows.add(List.of("SHA-256 of its text", evidence.began().text("sha256")));
        rows.add(
                List.of(
                        "Pauses of the method, multiplied by",
                        Report.plain(evidence.began().number("pace"))));
        rows.add(List.of("Run by", evidence.began().text("actor")));
        rows.add(List.of("Version", evidence.began().text("version")));
        rows.add(List.of("Lines of the journal", String.valueOf(chain.lines().size())));
        rows.add(List.of("Hash of the last line", chain.head()));
        String broken = chain.broken();
        return new Section(
                "Evidence",
                List.of(Control.ISO_5_28),
                List.of(
                        new Block.Verdict(
                                broken == null
                                        ? "The journal is whole: each line holds the hash of the"
                                                + " one before it, and all were worked out again."
                                        : "The journal was changed: " + broken + ".",
                                broken == null),
                        new Block.Rows(List.of("", ""), rows)));
    }

    Section signOff() {
        List<List<String>> people = new ArrayList<>();
        people.add(List.of("Owner of the drill", evidence.began().text("owner")));
        for (String participant : evidence.texts("participants")) {
            people.add(List.of("Participant", participant));
        }
        List<List<String>> signatures = new ArrayList<>();
        for (String role : evidence.texts("signOff")) {
            JournalLine signed =
                    chain.all(Events.SIGNED).stream()
                            .filter(line -> line.text("role").equals(role))
                            .reduce((a, b) -> b)
                            .orElse(null);
            signatures.add(
                    List.of(
                            role,
                            signed == null ? "" : signed.text("name"),
                            signed == null
                                    ? "not signed yet"
                                    : signed.at().truncatedTo(ChronoUnit.SECONDS).toString()));
        }
        return new Section(
                "Participants and sign-off",
                List.of(Control.SOC2_A1_3),
                List.of(
                        new Block.Rows(List.of("", "Name"), people),
                        new Block.Rows(List.of("Role", "Signed by", "At"), signatures)));
    }
}
