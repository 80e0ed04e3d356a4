package dev.nightshift.jobs.sloprobe.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.Tab;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

class SloPlansTest {
    private static final Registry REGISTRY = RegistryLoader.shipped().orThrow();

    private static final String LATENCY =
            SloPlanText.latency(
                    "notes-list",
                    "250",
                    "probe: http",
                    "url: https://api.example.com/{companyId}/notes?key=abc",
                    "authorizationEnv: NOTES_API_AUTHORIZATION");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(value = Probe.class, mode = EnumSource.Mode.EXCLUDE, names = "HTTP")
    void everyProbeHasABudget(Probe probe) {
        assertThat(shipped().all())
                .filteredOn(slo -> slo.probing().probe() == probe)
                .extracting(Slo::indicator)
                .contains(Indicator.LATENCY, Indicator.ANSWERED);
    }

    @Test
    void aProbeOfAPlanWithoutABudgetIsRefused() {
        assertRefused(
                LATENCY.replace("displayName: budget", "displayName: info").replace("lte", "lt"),
                25,
                "'budget' is missing");
    }

    @ParameterizedTest
    @CsvSource({"COMPANY_READ, 250", "COMPANY_WRITE, 500", "LEAD_SUBMIT, 600", "ALERT_EMIT, 5"})
    void theShippedBudgetsAreThese(Probe probe, double ms) {
        assertThat(shipped().all())
                .filteredOn(
                        slo ->
                                slo.probing().probe() == probe
                                        && slo.indicator() == Indicator.LATENCY)
                .isNotEmpty()
                .allSatisfy(
                        slo -> {
                            assertThat(slo.thresholdMs()).isEqualTo(ms);
                            assertThat(slo.target()).isEqualTo(0.95);
                            assertThat(slo.levels())
                                    .containsExactly(
                                            new Level(Severity.INFO, 600),
                                            new Level(Severity.WARNING, 800),
                                            new Level(Severity.CRITICAL, 1_000));
                            assertThat(slo.probing().requests()).isEqualTo(150);
                            assertThat(slo.windowDays()).isEqualTo(28);
                        });
    }

    @Test
    void errorsAndTheCacheHaveTheirLevels() {
        assertThat(shipped().all())
                .filteredOn(slo -> slo.indicator() == Indicator.ANSWERED)
                .hasSize(8)
                .allSatisfy(
                        slo -> {
                            assertThat(slo.target()).isEqualTo(0.99);
                            assertThat(slo.severity(0.98)).isEqualTo(Severity.WARNING);
                            assertThat(slo.severity(0.949)).isEqualTo(Severity.CRITICAL);
                        });
        assertThat(shipped().all())
                .filteredOn(slo -> slo.indicator() == Indicator.CACHE_HITS)
                .hasSize(2)
                .allSatisfy(
                        slo -> {
                            assertThat(slo.target()).isEqualTo(0.7);
                            assertThat(slo.severity(0.69)).isEqualTo(Severity.WARNING);
                            assertThat(slo.severity(0.49)).isEqualTo(Severity.CRITICAL);
                        });
    }

    @Test
    void everyTabHasAPlanAndItsFileIsNamedAsItsRegistry() {
        assertThat(SloPlans.SHIPPED)
                .containsExactlyInAnyOrderElementsOf(
                        REGISTRY.tabs().tabs().stream()
                                .map(tab -> tab.file().replace(".json", ".yaml"))
                                .toList());
        assertThat(
                        shipped().all().stream()
                                .map(slo -> slo.operation().tab())
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        REGISTRY.tabs().tabs().stream().map(Tab::key).toList());
    }

    @Test
    void whatIsMeasuredAlikeIsMeasuredOnce() {
        assertThat(shipped().all().stream().map(Slo::probing).distinct()).hasSize(4);
    }

    @Test
    void aFileOfTheSameNameReplacesTheShippedOne() throws IOException {
        Files.writeString(folder.resolve("notes.yaml"), LATENCY);

        SloPlans plans = SloPlans.load(folder, REGISTRY);

        assertThat(plans.all())
                .extracting(Slo::name)
                .contains("notes-list")
                .doesNotContain("notes-editor-save-p95");
        Slo slo = plans.asked("notes-list", false).getFirst();
        assertThat(slo.title()).isEqualTo("notes-list");
        assertThat(slo.operation().entry()).isEqualTo("NOTES.EDITOR.SAVE");
        HttpTarget target = slo.probing().target().orElseThrow();
        assertThat(target.address("acme").toString())
                .isEqualTo("https://api.example.com/acme/notes?key=abc");
        assertThat(slo.probing().shown())
                .isEqualTo("http GET https://api.example.com/{companyId}/notes?…");
        assertThat(slo.toString()).doesNotContain("abc");
        assertThat(target.inside()).isFalse();
        assertThat(slo.probing().timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsForFullProbesIsLeftOutOfFrequentOnes() throws IOException {
        Files.writeString(
                folder.resolve("more.yml"),
                LATENCY.replace("annotations:\n", "annotations:\n    nightshift.dev/plan: full\n"));
        SloPlans plans = SloPlans.load(folder, REGISTRY);

        assertThat(plans.asked(null, false)).extracting(Slo::name).doesNotContain("notes-list");
        assertThat(plans.asked(null, true)).extracting(Slo::name).contains("notes-list");
        assertThat(plans.asked("notes-list", false)).hasSize(1);
        assertThatThrownBy(() -> plans.asked("nothing", true))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.NOT_FOUND));
    }

    @Test
    void twoOfOneNameAreRefusedWithBothPlaces() {
        assertRefused(LATENCY + "---\n" + LATENCY, 30, "'notes-list' is there already, at");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "openslo/v1 | openslo/v2 | 1 | 'openslo/v1' is expected",
                "kind: SLO | kind: Service | 2 | 'SLO' is expected",
                "name: notes-list | name: Notes List | 4 | a name of lower-case letters",
                "SLO_NOTES_EDITOR_SAVE_P95 | SLO_NOTES_NOTHING_P95 | 6 | no entry of the emit"
                        + " registry",
                "SLO_NOTES_EDITOR_SAVE_P95 | NOTES_SAVE_DB_ERROR | 6 | a code like SLO_",
                "nightshift.dev/code | code | 6 | 'nightshift.dev/code' is missing",
                "service: notes | sevrice: notes | 8 | spec has a 'sevrice'",
                "type: probe | type: prometheus | 15 | 'probe' is expected",
                "probe: http | probe: ping | 17 | there is no probe 'ping'; there are alert-emit,"
                        + " company-read, company-write, http, lead-submit",
                "probe: http | probe: company-read | 18 | the probe company-read has a 'url'",
                "NOTES_API_AUTHORIZATION | NIGHTSHIFT_MONGODB_URI | 19 | ends in _AUTHORIZATION",
                "https://api | http://api | 18 | https:// is expected where a value",
                "https://api | ftp://api | 18 | http:// or https:// and a host",
                "https://api | https://user:secret@api | 18 | without user and password",
                "https://api.example.com/ | https://{companyId}.example.com/ | 18 | in the path or"
                        + " the query only",
                "key=abc | key=abc#top | 18 | without '#'",
                "https://api.example.com | https://api example.com | 18 | an address like",
                "authorizationEnv: NOTES_API_AUTHORIZATION | authorizationEnv: Bearer abc | 19 |"
                        + " the name of a variable",
                "authorizationEnv: NOTES_API_AUTHORIZATION | method: POST | 19 | GET or HEAD is"
                        + " expected",
                "authorizationEnv: NOTES_API_AUTHORIZATION | network: local | 19 | public or"
                        + " private is expected",
                "authorizationEnv: NOTES_API_AUTHORIZATION | requests: 10 | 19 | a whole number"
                        + " from 72 to 10000",
                "authorizationEnv: NOTES_API_AUTHORIZATION | timeoutMs: 250 | 14 | must be longer"
                        + " than the budget",
                "duration: 28d | duration: 1M | 21 | a number of days such as 28d",
                "isRolling: true | isRolling: false | 22 | 'true' is expected",
                "Occurrences | Timeslices | 23 | 'Occurrences' is expected",
                "displayName: budget | displayName: goal | 25 | 'goal' is none of budget, info,"
                        + " warning, critical",
                "op: lte | op: gt | 26 | 'lte' is expected",
                "value: 250 | value: fast | 27 | a number above 0",
                "target: 0.95 | target: 1 | 28 | a number above 0 and below 1",
                "target: 0.95 | target: 0.9 | 28 | 0.95 is expected",
                "thresholdMetric: | bothMetric: | 13 | an indicator has a 'bothMetric'"
            })
    void whatIsWrongIsRefusedWithItsLine(String right, String wrong, int line, String why) {
        assertRefused(LATENCY.replace(right, wrong), line, why);
    }

    @Test
    void whatIsNoYamlIsRefused() {
        assertRefused("a: [", 1, "this is not YAML");
        assertRefused("", 1, "the file is empty");
        assertRefused("just words", 1, "an SLO with its parts is expected");
        assertRefused(
                LATENCY.replace("kind: SLO\n", "kind: SLO\nkind: SLO\n"),
                3,
                "'kind' is there twice");
    }

    @Test
    void sharesCountTheSameProbeInBothParts() {
        String ratio = ratio("answered", "company-read");
        assertRefused(
                ratio("answered", "company-write")
                        .replace(
                                "probe: company-write\n              count: all",
                                "probe: company-read\n              count: all"),
                25,
                "the same probe as in 'good'");
        assertRefused(ratio("most", "company-read"), 20, "answered or hits is expected");
        assertRefused(
                ratio("hits", "company-write"), 20, "only the probe company-read counts hits");
        assertRefused(ratio.replace("count: all", "count: some"), 26, "'all' is expected");
    }

    private static String ratio(String count, String probe) {
        return SloPlanText.share("a", count, List.of("budget: 0.99"), List.of("probe: " + probe));
    }

    private static SloPlans shipped() {
        return SloPlans.load(Path.of("none"), REGISTRY);
    }

    private void assertRefused(String text, int line, String why) {
        Path file = folder.resolve("mine.yaml");
        assertThatThrownBy(
                        () -> {
                            Files.writeString(file, text);
                            SloPlans.load(folder, REGISTRY);
                        })
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.BAD_SLO_PLAN);
                            assertThat(refused.message())
                                    .contains(file + ", line " + line + ":", why)
                                    .doesNotContain("secret", "abc");
                            assertThat(List.of(refused.hint())).isNotEmpty();
                        });
    }
}
