package dev.nightshift.schedules.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.schedules.MisfireRule;
import dev.nightshift.schedules.OverlapRule;
import dev.nightshift.schedules.OverrunRule;
import dev.nightshift.schedules.Schedule;
import dev.nightshift.schedules.ScheduledJob;
import dev.nightshift.schedules.Schedules;
import dev.nightshift.schedules.Selection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

class ScheduleFileTest {
    private static final String ROW =
            """
            schedules:
              - name: night
                cron: 0 0 1 * * ?
                job: inbox-import
                owner: ops
            """;

    @Test
    void everyJobThatMayBeScheduledIsShipped() {
        assertThat(ScheduleFile.shipped().rows().stream().map(Schedule::job).distinct())
                .containsExactlyInAnyOrder(ScheduledJob.values());
    }

    @Test
    void bothDrillsAreQuarterlyAndAMissedOneWaitsForTheNext() {
        assertThat(ScheduleFile.shipped().rows())
                .filteredOn(row -> row.job() == ScheduledJob.DRILL)
                .allSatisfy(
                        row -> {
                            assertThat(row.cron()).isEqualTo("0 0 3 ? 1/3 SAT#1");
                            assertThat(row.misfire()).isEqualTo(MisfireRule.SKIP);
                        })
                .extracting(row -> row.parameters().get("experiment"))
                .containsExactly("redis-outage", "mongodb-primary");
        String drill = ROW.replace("inbox-import", "drill");
        assertThatThrownBy(() -> ScheduleFile.of(drill, "f"))
                .hasMessageContaining("parameters by name are expected");
        assertThatThrownBy(
                        () ->
                                ScheduleFile.of(
                                        drill + "    parameters: {experiment: 'No such!'}\n", "f"))
                .hasMessageContaining("the name of an experiment is expected");
        assertThatThrownBy(() -> ScheduleFile.of(drill + "    parameters: {}\n", "f"))
                .hasMessageContaining("needs the parameter 'experiment'");
    }

    @Test
    void everyDefaultIsPinned() {
        assertThat(ScheduleFile.of(ROW, "f").rows())
                .containsExactly(
                        new Schedule(
                                "night",
                                "0 0 1 * * ?",
                                ZoneId.of("UTC"),
                                ScheduledJob.INBOX_IMPORT,
                                Map.of(),
                                new Selection.All(),
                                MisfireRule.RUN_ONCE,
                                OverlapRule.SKIP,
                                Duration.ofHours(6),
                                OverrunRule.TELL,
                                Duration.ofMinutes(15),
                                "ops",
                                true,
                                "f, line 2"));
    }

    @Test
    void everyKeyIsTaken() {
        Schedule row =
                ScheduleFile.of(
                                ROW
                                        + """
                                            zone: Europe/Berlin
                                            companies: acme
                                            misfire: skip
                                            overlap: one-per-company
                                            longest: PT1H
                                            overrun: stop
                                            grace: PT5M
                                            enabled: false
                                        """,
                                "f")
                        .show("night");

        assertThat(row.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(row.companies()).isEqualTo(new Selection.One(new CompanyId("acme")));
        assertThat(row.misfire()).isEqualTo(MisfireRule.SKIP);
        assertThat(row.overlap()).isEqualTo(OverlapRule.ONE_PER_COMPANY);
        assertThat(row.longest()).isEqualTo(Duration.ofHours(1));
        assertThat(row.overrun()).isEqualTo(OverrunRule.STOP);
        assertThat(row.grace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(row.enabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "job: inbox-import|job: nothing|line 4: there is no job 'nothing' to schedule;"
                        + " there are alert-escalation",
                "cron: 0 0 1 * * ?|cron: 0 0 1 * *|line 3: the cron expression '0 0 1 * *' has 5"
                        + " fields; six or seven",
                "cron: 0 0 1 * * ?|cron: 0 0 1 * * *|line 3: '0 0 1 * * *' is not a cron"
                        + " expression",
                "cron: 0 0 1 * * ?|cron: 0 0 3 30 2 ?|line 3: the cron expression '0 0 3 30 2 ?'"
                        + " is never due",
                "cron: 0 0 1 * * ?|cron: 0 0 25 * * ?|line 3: '0 0 25 * * ?' is not a cron"
                        + " expression",
                "owner: ops|owner: ops, zone: x|line 5",
                "owner: ops|zone: Europe/Berlinn|line 5: 'Europe/Berlinn' is not a time zone",
                "owner: ops|ownr: ops|line 5: 'ownr' is none of name, cron",
                "owner: ops|name: twice|line 5: 'name' is there twice",
                "owner: ops|enabled: true|line 2: owner is missing",
                "owner: ops|companies: 'No Body'|line 5: all, a company or tag:NAME is expected",
                "owner: ops|companies: 'tag: x'|line 5: all, a company or tag:NAME is expected",
                "owner: ops|misfire: never|line 5: 'never' is none of run-once, skip",
                "owner: ops|overlap: maybe|line 5: 'maybe' is none of skip, queue, one-per-company",
                "owner: ops|longest: 5m|line 5: a duration like PT30M or PT6H is expected",
                "owner: ops|longest: PT0S|line 5: a duration above 0 is expected",
                "owner: ops|enabled: perhaps|line 5: true or false is expected",
                "owner: ops|owner: []|line 5: a name is expected",
                "owner: ops|parameters: [1]|line 5: parameters by name are expected",
                "owner: ops|parameters: {days: 1}|line 5: the job inbox-import takes no parameters",
                "name: night|name: Night!|line 2: a name of lower-case letters",
                "name: night|- x|this is not YAML",
            })
    void whatIsNotUnderstoodIsRefusedWithItsLine(String line, String instead, String expected) {
        String text = ROW.replace(line, instead);
        if (instead.startsWith("zone:")
                || instead.startsWith("companies")
                || instead.startsWith("enabled: p")) {
            text += "    owner: ops\n";
        }
        String wrong = text;

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> ScheduleFile.of(wrong, "nights.yaml"))
                .satisfies(
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.BAD_SCHEDULES);
                            assertThat(refused.message())
                                    .startsWith("Schedules nights.yaml, ")
                                    .contains(expected);
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days: 1|the job housekeeping has no parameter 'days'; it has failedRunDays,"
                        + " historyDays, runDays",
                "runDays: 0|a whole number above 0 is expected",
            })
    void parametersAreThoseOfTheJob(String parameter, String expected) {
        String text =
                ROW.replace("inbox-import", "housekeeping")
                        + "    parameters:\n      %s\n".formatted(parameter);

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> ScheduleFile.of(text, "f"))
                .withMessageContaining("line 7: " + expected);
    }

    @ParameterizedTest
    @CsvSource({"companies: acme", "companies: tag:x", "overlap: one-per-company"})
    void aJobForAllCompaniesIsNotForOne(String line) {
        String text = ROW.replace("inbox-import", "retention") + "    " + line + "\n";

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> ScheduleFile.of(text, "f"))
                .withMessageContaining("line 6: the job retention works for all companies at once");
    }

    @Test
    void twoRowsOfOneNameAreRefusedWithBothPlaces() {
        String twice = ROW + ROW.replace("schedules:\n", "");

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> ScheduleFile.of(twice, "f"))
                .withMessage(
                        "Schedules f, line 6: the schedule 'night' is there already, at f, line"
                                + " 2.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|line 1: schedules: and a list of rows are expected",
                "schedules: 3|line 1: schedules: and a list of rows are expected",
                "other: 3|line 1: 'other' is none of shipped, schedules",
                "'schedules: [}'|line 1: this is not YAML",
                "'{shipped: maybe, schedules: []}'|line 1: keep or none is expected",
            })
    void aFileThatIsNoTableIsRefused(String text, String expected) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> ScheduleFile.of(text, "f"))
                .withMessageContaining(expected);
    }

    @Test
    void aFileAddsAndReplacesRows(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("nights.yaml");
        Files.writeString(
                file,
                ROW
                        + ROW.replace("schedules:\n", "")
                                .replace("night", "retention")
                                .replace("inbox-import", "retention"));

        Schedules table = ScheduleFile.load(Optional.of(file), any -> {});

        assertThat(table.rows()).hasSize(ScheduleFile.shipped().rows().size() + 1);
        assertThat(table.show("retention").owner()).isEqualTo("ops");
        assertThat(table.find("night")).isPresent();
    }

    @Test
    void aFileMayLeaveNothingShipped(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("nights.yaml");
        Files.writeString(file, "shipped: none\n" + ROW);

        assertThat(ScheduleFile.load(Optional.of(file), any -> {}).rows()).hasSize(1);
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(
                        () ->
                                ScheduleFile.load(
                                        Optional.of(folder.resolve("none.yaml")), any -> {}))
                .satisfies(
                        refused ->
                                assertThat(refused.code()).isEqualTo(FailureCode.FILE_NOT_FOUND));
    }

    @Test
    void aDrillNamesAnExperimentThatThereIs(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("nights.yaml");
        Files.writeString(
                file,
                ROW.replace("inbox-import", "drill")
                        + "    parameters:\n      experiment: redis-outge\n");

        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(
                        () ->
                                ScheduleFile.load(
                                        Optional.of(file),
                                        name -> {
                                            if (name.equals("redis-outge")) {
                                                throw new NightshiftException(
                                                        FailureCode.NOT_FOUND,
                                                        "There is no experiment '%s'."
                                                                .formatted(name),
                                                        "List them: nightshift drill list");
                                            }
                                        }))
                .withMessage(
                        "Schedules %s, line 2: There is no experiment 'redis-outge'."
                                .formatted(file))
                .satisfies(
                        refused -> assertThat(refused.code()).isEqualTo(FailureCode.BAD_SCHEDULES));
    }

    @Test
    void aScheduleThatIsNotThereIsNamed() {
        assertThatExceptionOfType(NightshiftException.class)
                .isThrownBy(() -> ScheduleFile.shipped().show("nothing"))
                .withMessage("There is no schedule 'nothing'.");
    }
}
