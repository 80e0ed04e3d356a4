package dev.nightshift.alerts.registry.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.coverage.Sightings;
import dev.nightshift.alerts.registry.files.LoadedRegistry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class RegistryChecksIT {
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final TenantContext ACME =
            new TenantContext(new CompanyId("acme"), "request-1", "test", "alice");
    private static final String CODE = "NOTES_ARCHIVE_PURGE_FAILED";
    private static final String ENTRY = "NOTES.ARCHIVE.PURGE";

    // JUnit makes an instance, and so a store of its own, for each test.
    private final MongoStores stores =
            MongoStores.open(EmbeddedStack.fresh().settings().mongodbUri().orElseThrow());

    @AfterEach
    void close() {
        stores.close();
    }

    private static LoadedRegistry registry(String owner, String period) {
        return RegistryLoader.parse(
                "x.json",
                """
                {"tab": "NOTES", "entries": [
                  {"id": "NOTES.ARCHIVE.PURGE", "module": "ARCHIVE", "owner": "%s",
                   "errorCodes": ["NOTES_ARCHIVE_PURGE_FAILED"],
                   "heartbeatCode": "NOTES_ARCHIVE_PURGE_OK", "heartbeat": {"period": "%s"},
                   "severityPolicy": {"default": "WARNING"}}]}
                """
                        .formatted(owner, period));
    }

    private CompanyVerdict check(LoadedRegistry loaded, SeveritySettings settings, Trial trial) {
        return new RegistryChecks(
                        loaded,
                        new Sightings(stores.tenants(), loaded.registry()),
                        settings,
                        trial,
                        InstantSource.fixed(NOW))
                .check(ACME);
    }

    private void seen(Duration ago) {
        stores.tenants()
                .collection(ACME, "heartbeats")
                .insertOne(
                        new Document(
                                "seen",
                                new Document("NOTES/ARCHIVE/PURGE", Date.from(NOW.minus(ago)))));
    }

    private static Trial answering(String company) {
        return (context, attempts) -> {
            Map<String, Trial.Answer> answers = new HashMap<>();
            attempts.forEach(
                    attempt -> answers.put(attempt.code(), Trial.Answer.answered(NOW, company)));
            return answers;
        };
    }

    private static final SeveritySettings COMPLETE = context -> Map.of(Severity.WARNING, List.of());

    private static List<Check> failed(CompanyVerdict verdict) {
        return verdict.entries().stream()
                .flatMap(entry -> entry.problems().stream())
                .map(Problem::check)
                .toList();
    }

    @Test
    void anEntryOfWhichEverythingHoldsIsValid() {
        seen(Duration.ofHours(24));

        CompanyVerdict verdict = check(registry("notes", "PT24H"), COMPLETE, answering("acme"));

        assertThat(verdict.entries()).containsExactly(new EntryVerdict(ENTRY, List.of()));
        assertThat(verdict.answered()).containsExactly(Map.entry(CODE, NOW));
        assertThat(verdict.notJudged()).isEmpty();
    }

    @Test
    void aDailySignOfLifeMustReallyHaveBeenSeen() {
        assertThat(failed(check(registry("notes", "PT24H"), COMPLETE, answering("acme"))))
                .containsExactly(Check.HEARTBEAT_SEEN);
        seen(Duration.ofHours(26));
        assertThat(failed(check(registry("notes", "PT24H"), COMPLETE, answering("acme"))))
                .containsExactly(Check.HEARTBEAT_SEEN);
    }

    @Test
    void aRareOneIsValidOnceItsTrialWasAnswered() {
        assertThat(failed(check(registry("notes", "P30D"), COMPLETE, answering("acme")))).isEmpty();
        assertThat(failed(check(registry("notes", "P30D"), COMPLETE, (c, a) -> Map.of())))
                .containsExactly(Check.HEARTBEAT_SEEN);
    }

    @Test
    void whatIsMissingOnTheWayIsToldWithItsFix() {
        seen(Duration.ofHours(1));
        CompanyVerdict verdict =
                check(
                        registry("", "PT24H"),
                        context ->
                                Map.of(
                                        Severity.WARNING,
                                        List.of(new SeveritySettings.Gap("no contact", "add one"))),
                        (context, attempts) ->
                                Map.of(CODE, Trial.Answer.lost("no answer", "look at it")));

        assertThat(verdict.entries().getFirst().problems())
                .extracting(Problem::check, Problem::reason)
                .containsExactly(
                        tuple(Check.OWNER, "nobody owns it"),
                        tuple(Check.SETTINGS, "no contact"),
                        tuple(Check.ESCALATION, "no answer"));
    }

    @Test
    void anAnswerInAnotherCompanysNameIsToldApart() {
        seen(Duration.ofHours(1));

        assertThat(failed(check(registry("notes", "PT24H"), COMPLETE, answering("other"))))
                .containsExactly(Check.TENANT_CONTEXT);
    }

    @Test
    void nothingElseIsExpectedOfACompanyThatTakesNoWork() {
        assertThat(
                        failed(
                                check(
                                        registry("notes", "PT24H"),
                                        COMPLETE,
                                        (context, attempts) ->
                                                Map.of(
                                                        CODE,
                                                        Trial.Answer.refused(
                                                                "suspended", "resume it")))))
                .containsExactly(Check.TENANT_CONTEXT);
    }

    @Test
    void whatCannotBeJudgedHereIsSaidAndNotCalledValidByIt() {
        seen(Duration.ofHours(1));

        assertThat(
                        check(
                                        registry("notes", "PT24H"),
                                        context -> Map.of(),
                                        (context, attempts) -> Map.of())
                                .notJudged())
                .containsExactly(Check.SETTINGS, Check.TENANT_CONTEXT, Check.ESCALATION);
    }

    @Test
    void aFileThatCannotBeReadIsInvalidWithItsPlace() {
        CompanyVerdict verdict =
                check(RegistryLoader.parse("x.json", "{"), COMPLETE, answering("acme"));

        assertThat(verdict.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).startsWith("x.json:1:"));
        assertThat(failed(verdict)).containsExactly(Check.SCHEMA);
    }
}
