package dev.nightshift.jobs.sloprobe.measure;

import dev.nightshift.alerts.Severity;
import dev.nightshift.jobs.sloprobe.plan.Indicator;
import dev.nightshift.jobs.sloprobe.plan.Level;
import dev.nightshift.jobs.sloprobe.plan.Probe;
import dev.nightshift.jobs.sloprobe.plan.Probing;
import dev.nightshift.jobs.sloprobe.plan.Slo;
import dev.nightshift.jobs.sloprobe.plan.SloOperation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** SLOs for tests. */
final class SloFixture {
    private SloFixture() {}

    static Slo latency(double ms) {
        return slo(
                Indicator.LATENCY,
                ms,
                0.95,
                List.of(
                        new Level(Severity.INFO, 600),
                        new Level(Severity.WARNING, 800),
                        new Level(Severity.CRITICAL, 1_000)));
    }

    static Slo answered() {
        return slo(
                Indicator.ANSWERED,
                0,
                0.99,
                List.of(new Level(Severity.WARNING, 0.99), new Level(Severity.CRITICAL, 0.95)));
    }

    static Slo hits() {
        return slo(
                Indicator.CACHE_HITS,
                0,
                0.7,
                List.of(new Level(Severity.WARNING, 0.7), new Level(Severity.CRITICAL, 0.5)));
    }

    private static Slo slo(Indicator indicator, double ms, double target, List<Level> levels) {
        return new Slo(
                "a",
                "A",
                new SloOperation(
                        "SLO_NOTES_EDITOR_SAVE_P95",
                        "NOTES",
                        "EDITOR",
                        "NOTES.EDITOR.SAVE",
                        "Save"),
                new Probing(
                        Probe.COMPANY_READ, 150, 600, 100, Duration.ofSeconds(2), Optional.empty()),
                indicator,
                ms,
                target,
                levels,
                28,
                false,
                "test, line 1");
    }
}
