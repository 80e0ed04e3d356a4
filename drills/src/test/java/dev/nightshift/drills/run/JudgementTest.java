package dev.nightshift.drills.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.experiment.Hypothesis;
import dev.nightshift.drills.experiment.Measure;
import dev.nightshift.drills.experiment.Probe;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Events;
import dev.nightshift.drills.journal.Journal;
import dev.nightshift.drills.journal.JournalLine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What is judged of a probe and what is told of it are of one look. */
class JudgementTest {
    private static final Hypothesis STEADY =
            Experiments.shipped().show("redis-outage").hypothesis();

    @TempDir private Path folder = Path.of(".");

    private List<JournalLine> asked(Probe probe, List<Map<Measure, Double>> looks) {
        try (Journal journal = Journal.begin(folder, InstantSource.fixed(Instant.EPOCH), 0)) {
            Judgement judgement = new Judgement(STEADY, journal);
            looks.forEach(look -> judgement.asked(probe, look, Instant.EPOCH));
            assertThat(judgement.reason())
                    .isEqualTo(
                            "'no request fails': 7 % instead of 0 %;"
                                    + " 'no request fails': unknown instead of 0 %");
        }
        return Chain.read(folder.resolve(Journal.FILE)).all(Events.PROBE);
    }

    @Test
    void itIsMetExactlyWhenWhatIsToldIsTolerated() {
        List<JournalLine> lines =
                asked(
                        STEADY.probes().getFirst(),
                        List.of(
                                Map.of(Measure.FAILED_REQUESTS_PERCENT, 0.0),
                                Map.of(Measure.FAILED_REQUESTS_PERCENT, 7.0),
                                Map.of()));

        assertThat(lines)
                .extracting(line -> line.text("output"), line -> line.yes("met"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("0 %", true),
                        org.assertj.core.groups.Tuple.tuple("7 %", false),
                        org.assertj.core.groups.Tuple.tuple("unknown", false));
    }
}
