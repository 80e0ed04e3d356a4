package dev.nightshift.alerts.registry.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.HeartbeatTerms;
import dev.nightshift.alerts.registry.Place;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.SeverityPolicy;
import dev.nightshift.alerts.registry.TabMatrix;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.scan.EmitSite;
import dev.nightshift.alerts.registry.scan.FoundSites;
import dev.nightshift.alerts.registry.scan.UnreadSite;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

class CoverageTest {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final TabMatrix TABS = RegistryLoader.shipped().registry().tabs();
    private static final String CODE = "NOTES_ARCHIVE_PURGE_FAILED";

    private static RegistryEntry entry(
            String id, String code, @Nullable String heartbeat, String owner) {
        String[] parts = id.split("\\.");
        return new RegistryEntry(
                id,
                parts[0],
                parts[1],
                "",
                List.of(),
                List.of(code),
                heartbeat,
                SeverityPolicy.of(Severity.WARNING),
                owner,
                "",
                false,
                HeartbeatTerms.DEFAULT,
                Place.NONE);
    }

    private static FoundSites raised(String code, @Nullable Severity severity) {
        return new FoundSites(List.of(new EmitSite(code, severity, "A.java", "A.b", 3)), List.of());
    }

    private static CoverageReport report(
            RegistryEntry entry, FoundSites sites, Set<String> judged, Seen... seen) {
        return new Coverage(new Registry(TABS, List.of(entry)), sites, judged)
                .report(List.of(seen), NOW);
    }

    private static Seen seen(String company, String code, Duration ago) {
        return new Seen(company, Map.of(code, NOW.minus(ago)), Map.of());
    }

    private final RegistryEntry sound = entry("NOTES.ARCHIVE.PURGE", CODE, null, "notes");

    @Test
    void whatIsRegisteredRaisedAndSeenIsOk() {
        CoverageReport report =
                report(
                        sound,
                        raised(CODE, Severity.WARNING),
                        Set.of("NOTES"),
                        seen("a", CODE, Duration.ofHours(23)));

        assertThat(report.codes())
                .containsExactly(
                        new CodeRow(
                                CODE,
                                "NOTES",
                                "NOTES.ARCHIVE.PURGE",
                                Severity.WARNING,
                                List.of(Finding.OK),
                                List.of("A.java:3"),
                                NOW.minus(Duration.ofHours(23)),
                                null,
                                ""));
        assertThat(report.reaches(Severity.INFO)).isFalse();
        assertThat(report.judgedTabs()).containsExactly("NOTES");
        assertThat(report.notJudgedTabs()).contains("OVERVIEW").doesNotContain("NOTES");
    }

    @Test
    void eachCompanyIsToldApart() {
        CoverageReport report =
                report(
                        sound,
                        raised(CODE, Severity.WARNING),
                        Set.of(),
                        seen("fresh", CODE, Duration.ofHours(1)),
                        seen("stale", CODE, Duration.ofHours(25)),
                        new Seen("never", Map.of("KITCHEN_A_B_C", NOW), Map.of()));

        assertThat(report.companies())
                .containsExactly(
                        new CompanyRow("fresh", 1, List.of(), List.of(), List.of(), List.of()),
                        new CompanyRow("stale", 0, List.of(), List.of(CODE), List.of(), List.of()),
                        new CompanyRow(
                                "never",
                                0,
                                List.of(),
                                List.of(),
                                List.of(CODE),
                                List.of("KITCHEN_A_B_C")));
        assertThat(report.codes().getFirst().findings()).containsExactly(Finding.OK);
        assertThat(report.reaches(Severity.INFO)).isTrue();
    }

    @Test
    void whatWasOnlyTriedIsOkAndToldApart() {
        Seen tried = new Seen("a", Map.of(), Map.of(CODE, NOW.minus(Duration.ofHours(1))));
        Seen before = new Seen("b", Map.of(), Map.of(CODE, NOW.minus(Duration.ofHours(25))));

        CoverageReport report = report(sound, raised(CODE, null), Set.of(), tried, before);

        assertThat(report.codes().getFirst().findings()).containsExactly(Finding.OK);
        assertThat(report.codes().getFirst().lastSeenAt()).isNull();
        assertThat(report.codes().getFirst().lastTriedAt())
                .isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(report.codes().getFirst().note()).isEqualTo("only tried, never raised");
        assertThat(report.companies().get(0).onlyTried()).containsExactly(CODE);
        assertThat(report.companies().get(1).stale()).containsExactly(CODE);
    }

    @Test
    void aCodeNobodySawOrNotForADayIsSaidSo() {
        assertThat(
                        report(
                                        sound,
                                        raised(CODE, null),
                                        Set.of(),
                                        new Seen("a", Map.of(), Map.of()))
                                .codes())
                .singleElement()
                .satisfies(row -> assertThat(row.findings()).containsExactly(Finding.NEVER_SEEN));
        assertThat(
                        report(
                                        sound,
                                        raised(CODE, null),
                                        Set.of(),
                                        seen("a", CODE, Duration.ofHours(25)))
                                .codes())
                .singleElement()
                .satisfies(row -> assertThat(row.findings()).containsExactly(Finding.STALE_24H));
    }

    @Test
    void aCodeIsMissingInTheCodeOnlyWhereTheCodeWasScanned() {
        FoundSites none = new FoundSites(List.of(), List.of());

        assertThat(report(sound, none, Set.of("NOTES")).codes().getFirst().findings())
                .containsExactly(Finding.MISSING_IN_CODE);
        assertThat(report(sound, none, Set.of("OVERVIEW")).codes().getFirst().findings())
                .containsExactly(Finding.OK);
    }

    @Test
    void aCodeThatASiteMayRaiseIsNotMissing() {
        FoundSites formatted =
                new FoundSites(
                        List.of(),
                        List.of(new UnreadSite("B.java", "B.c", 9, "why", "NOTES_*_FAILED")));

        assertThat(report(sound, formatted, Set.of("NOTES")).codes().getFirst().findings())
                .containsExactly(Finding.OK);
    }

    @Test
    void aSiteThatNobodyRegisteredIsFound() {
        CoverageReport report =
                report(sound, raised("KITCHEN_SINK", Severity.INFO), Set.of("OVERVIEW"));

        CodeRow row = report.codes().getLast();
        assertThat(row.code()).isEqualTo("KITCHEN_SINK");
        assertThat(row.findings()).containsExactly(Finding.MISSING_IN_REGISTRY, Finding.BAD_NAME);
        assertThat(report.reaches(Severity.CRITICAL)).isTrue();
    }

    @Test
    void anotherSeverityIsAMismatchWithItsPlace() {
        CodeRow row = report(sound, raised(CODE, Severity.CRITICAL), Set.of()).codes().getFirst();

        assertThat(row.findings()).containsExactly(Finding.SEVERITY_MISMATCH);
        assertThat(row.note()).isEqualTo("raised as CRITICAL at A.java:3, registered as WARNING");
    }

    @Test
    void aHeartbeatIsRegisteredAsInfo() {
        RegistryEntry alive = entry("NOTES.ARCHIVE.PURGE", CODE, "NOTES_ARCHIVE_PURGE_OK", "notes");

        assertThat(
                        report(alive, raised("NOTES_ARCHIVE_PURGE_OK", Severity.INFO), Set.of())
                                .codes()
                                .getLast()
                                .findings())
                .containsExactly(Finding.OK);
    }

    @Test
    void anEntryWithoutOwnerABadNameAndACodeNamedTwiceAreFound() {
        RegistryEntry nobodys = entry("NOTES.ARCHIVE.EMPTY", CODE, null, " ");
        CoverageReport report =
                new Coverage(
                                new Registry(TABS, List.of(nobodys, sound)),
                                new FoundSites(
                                        List.of(),
                                        List.of(new UnreadSite("B.java", "B.c", 9, "why", ""))),
                                Set.of())
                        .report(List.of(), NOW);

        assertThat(report.codes())
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.findings())
                                    .containsExactly(
                                            Finding.BAD_NAME,
                                            Finding.DUPLICATE_CODE,
                                            Finding.OWNER_MISSING);
                            assertThat(row.note())
                                    .contains(
                                            "does not name the module and action",
                                            "NOTES.ARCHIVE.EMPTY, NOTES.ARCHIVE.PURGE");
                        });
        assertThat(report.unread()).hasSize(1);
    }
}
