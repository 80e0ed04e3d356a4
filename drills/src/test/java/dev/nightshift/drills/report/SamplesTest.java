package dev.nightshift.drills.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.drills.experiment.Experiments;
import dev.nightshift.drills.journal.Chain;
import dev.nightshift.drills.journal.Journal;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sample reports are of the shipped experiments, and what would be written of them today. */
class SamplesTest {
    /** {@code -Ddrill.samples=true} makes the reports of the samples' journals anew. */
    private static final boolean SAMPLES = Boolean.getBoolean("drill.samples");

    static List<String> every() {
        return Experiments.shipped().names();
    }

    @ParameterizedTest
    @MethodSource("every")
    void theSampleIsOfTheExperimentAsItIsShippedAndItsReportFollowsFromItsJournal(String name)
            throws IOException {
        Path docs = Path.of("docs", "samples");
        Path samples =
                (Files.exists(docs) ? docs : Path.of("..").resolve(docs)).resolve("drill-" + name);
        Chain chain = Chain.read(samples.resolve(Journal.FILE));
        if (SAMPLES) {
            var _ = Reports.write(chain, samples);
        }

        assertThat(chain.isWhole()).isTrue();
        assertThat(Evidence.of(chain).state()).isEqualTo("PASSED");
        assertThat(chain.lines().getFirst().text("sha256"))
                .isEqualTo(Experiments.shipped().show(name).sha256());
        assertThat(samples.resolve("report.md")).hasContent(Reports.text(chain, Reports.Format.MD));
        assertThat(samples.resolve("report.html"))
                .hasContent(Reports.text(chain, Reports.Format.HTML));
        assertThat(samples.resolve("report.pdf")).isNotEmptyFile();
    }
}
