package dev.nightshift.drills.report;

import dev.nightshift.drills.experiment.Experiment;
import dev.nightshift.drills.experiment.ExperimentExport;
import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.experiment.StopCondition;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.timing.End;
import dev.nightshift.drills.timing.Phase;
import dev.nightshift.drills.timing.Request;
import dev.nightshift.drills.timing.Timing;
import dev.nightshift.drills.timing.Timings;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal whose figures are known, written by a clock that is set by hand. */
final class CannedJournal implements InstantSource {
    private static final Instant START = Instant.parse("2026-10-03T03:00:00Z");

    private Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    private CannedJournal at(double second) {
        now = START.plusMillis(Math.round(second * 1000));
        return this;
    }

    static Chain write(Path folder) {
        CannedJournal clock = new CannedJournal();
        try (Journal journal = Journal.begin(folder, clock, 0)) {
            clock.fill(journal);
        }
        return Chain.read(folder.resolve(Journal.FILE));
    }

    private void fill(Journal journal) {
        Experiment redis = Experiments.shipped().show("redis-outage");
        at(0);
        journal.write(Events.BEGAN, began(redis));
        at(3);
        journal.write(Events.HYPOTHESIS, hypothesis("before", redis));
        String fault = "Redis refuses connections";
        at(4);
        journal.write(Events.INJECTING, ordered("fault", fault, "kind", "refuse"));
        at(4.2);
        journal.write(Events.INJECTED, ordered("fault", fault, "kind", "refuse"));
        for (int second = 0; second < 40; second++) {
            at(second + 0.5);
            boolean away = second >= 4 && second < 24;
            journal.write(
                    Events.LOAD,
                    ordered(
                            Measure.ACKNOWLEDGED_WRITES.word(),
                            away ? 38 + second % 3 : 48 + second % 5,
                            Measure.FAILED_REQUESTS_PERCENT.word(),
                            second == 4 ? 2.5 : 0));
            if (second == 4) {
                at(4.6);
                mark(journal, "detected", fault);
                at(5.3);
                mark(journal, "circuit_open", fault);
                mark(journal, "degraded", fault);
            }
            if (second == 24) {
                at(24.6);
                journal.write(Events.HEALED, ordered("fault", fault, "by", "method"));
            }
            if (second == 27) {
                at(27.9);
                mark(journal, "circuit_closed", fault);
                mark(journal, "full_service", fault);
                at(28.1);
                journal.write(Events.PURGED, Map.of("keys", 12));
            }
            if (second == 31) {
                at(31.9);
                Map<String, Object> steady = ordered("mark", "steady", "fault", fault);
                steady.put("since", START.plusMillis(28_400).toString());
                journal.write(Events.MARK, steady);
            }
        }
        at(41);
        journal.write(Events.HYPOTHESIS, hypothesis("after", redis));
        Map<String, Object> ledger = new LinkedHashMap<>();
        ledger.put("requests", 8000);
        ledger.put("failed", 2);
        ledger.put("refusedRequests", 3);
        ledger.put("refused", 0);
        ledger.put("acknowledged", 1800);
        ledger.put("found", 1800);
        ledger.put("lost", 0);
        ledger.put("notSent", 7);
        ledger.put("unknown", 2);
        ledger.put("unknownFound", 1);
        ledger.put("ghost", 0);
        ledger.put("repeatsSent", 84);
        ledger.put("repeatsStopped", 60);
        ledger.put("repeatsWhileAway", 24);
        ledger.put("repeatsLetThrough", 0);
        ledger.put("alertRepeatsSent", 40);
        ledger.put("alertRepeatsTold", 0);
        ledger.put("duplicate", 0);
        ledger.put("longestGapMs", 412);
        ledger.put("lostSpanMs", 0);
        journal.write(Events.LEDGER, ledger);
        journal.write(Events.LATENCY, latency());
        at(42);
        Map<String, Object> ended = ordered("state", "PASSED", "reason", "");
        ended.put("rtoMs", 24_400);
        ended.put("lost", 0);
        journal.write(Events.ENDED, ended);
        at(60);
        Map<String, Object> finding =
                ordered("text", "The first read after the outage took 180 ms.", "by", "Ada");
        finding.put("owner", "Grace");
        journal.write(Events.FINDING, finding);
        journal.write(Events.SIGNED, ordered("role", "Service owner", "name", "Ada"));
    }

    private static void mark(Journal journal, String mark, String fault) {
        journal.write(Events.MARK, ordered("mark", mark, "fault", fault));
    }

    /** A hundred writes that took 1 to 100 ms, and three that were refused at once. */
    private static Map<String, Object> latency() {
        Timings timings = new Timings();
        for (int number = 1; number <= 100; number++) {
            timings.add(
                    Request.WRITE,
                    START.plusMillis(number * 10L),
                    Duration.ofMillis(number),
                    number > 98 ? End.NOT_SENT : End.DONE);
        }
        for (int number = 0; number < 3; number++) {
            timings.add(Request.WRITE, START, Duration.ofNanos(500_000), End.REFUSED);
        }
        Phase phase = new Phase("before", List.of(new Phase.Span(START, START.plusSeconds(4))));
        Map<String, Object> data = ordered("phase", phase.name(), "spans", List.of());
        data.put("requests", timings.in(phase).stream().map(Timing::toData).toList());
        return data;
    }

    private static Map<String, Object> began(Experiment redis) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("drillId", "redis-outage-20261003T030000Z");
        data.put("name", redis.name());
        data.put("title", redis.title());
        data.put("description", redis.description());
        data.put("where", "lab");
        data.put("simulated", true);
        data.put("firstLines", List.of("Redis: a real server", "MongoDB: simulated"));
        data.put("companies", List.of("drill-1", "drill-2", "drill-3"));
        data.put("actor", "tester");
        data.put("participants", List.of("Ada", "<b>Grace</b> | co"));
        data.put("pace", 1.0);
        data.put("version", "test");
        data.put("platform", "Linux, Java 25");
        data.put("node", "");
        data.put("sha256", redis.sha256());
        data.put("rtoTargetMs", redis.terms().rto().toMillis());
        data.put("rpoTargetMs", 0);
        data.put("stores", redis.terms().stores());
        data.put("companiesAtMost", 3);
        data.put(
                "stopConditions",
                redis.terms().stopConditions().stream().map(StopCondition::told).toList());
        data.put("muted", List.of());
        data.put("objective", 99.9);
        data.put("budgetWindowSeconds", 2_592_000);
        data.put("owner", redis.terms().owner());
        data.put("remediationOwner", redis.terms().remediationOwner());
        data.put("signOff", redis.terms().signOff());
        data.put("controls", redis.terms().controls());
        data.put("experiment", ExperimentExport.of(redis));
        return data;
    }

    private static Map<String, Object> hypothesis(String when, Experiment redis) {
        Map<String, Object> data = ordered("when", when, "title", redis.hypothesis().title());
        data.put("met", true);
        Map<String, Object> probe = ordered("probe", "no request fails", "value", "0 %");
        probe.put("tolerance", "0 %");
        probe.put("met", true);
        probe.put("activity", ExperimentExport.activity(redis.hypothesis().probes().getFirst()));
        data.put("probes", List.of(probe));
        return data;
    }

    private static Map<String, Object> ordered(
            String one, Object first, String two, Object second) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(one, first);
        map.put(two, second);
        return map;
    }
}
