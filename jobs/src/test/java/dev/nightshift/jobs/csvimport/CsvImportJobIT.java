package dev.nightshift.jobs.csvimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.csvimport.ImportReport.CacheInvalidation;
import dev.nightshift.jobs.csvimport.ImportReport.Outcome;
import dev.nightshift.jobs.csvimport.inbox.Inbox;
import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.ImportRequest;
import dev.nightshift.jobs.csvimport.order.MaxRejects;
import dev.nightshift.jobs.runs.RunListener;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CsvImportJobIT {
    private static final String HEADER = "first_name,last_name,phone,email,zip,favourite";

    @TempDir private Path folder;
    private ImportBench bench;

    @BeforeAll
    void open() {
        bench = ImportBench.fresh();
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void every_row_of_a_file_is_accounted_for() {
        TenantContext context = bench.company("accounts");
        Path file =
                file(
                        "accounts.csv",
                        HEADER,
                        "Ann,Lee,(504) 621-8927,ann@example.com,01234,blue",
                        "Bob,Ray,504-845-1427 x12,bob@example.com,,",
                        "Ann,Lee,5046218927,,,",
                        "Cid,Poe,12,not an address,,",
                        "Dee,Fox,12,dee@example.com,,");
        ImportReport report = bench.run(context, file, ImportOptions.defaults());
        assertThat(report.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(
                        List.of(
                                report.read(),
                                report.inserted(),
                                report.updated(),
                                report.unchanged(),
                                report.rejected()))
                .containsExactly(5L, 3L, 0L, 1L, 1L);
        assertThat(report.rejectsByCode()).isEqualTo(Map.of("NO_KEY", 1L));
        assertThat(report.warningsByCode()).isEqualTo(Map.of("INVALID_PHONE", 1L));
        assertThat(report.cacheInvalidation()).isEqualTo(CacheInvalidation.DONE);
        assertThat(report.rejectsFile()).isNotNull();
        Document ann = bench.lead(context, "ann@example.com");
        assertThat(ann.getString("phone")).isEqualTo("+15046218927");
        assertThat(ann.getString("zipcode")).isEqualTo("01234");
        assertThat(ann.getString("name")).isEqualTo("Ann Lee");
        assertThat(ann.getString("source")).isEqualTo("CSV Import");
        assertThat(ann.getString("importId")).isEqualTo(report.importId());
        assertThat(ann.get("vendorData", Document.class)).containsEntry("favourite", "blue");
        Document bob = bench.lead(context, "bob@example.com");
        assertThat(bob.getString("phoneExtension")).isEqualTo("12");
        Document dee = bench.lead(context, "dee@example.com");
        assertThat(dee.get("vendorData", Document.class)).containsEntry("phone", "12");
    }

    @Test
    void the_rejects_file_can_be_corrected_and_imported_as_it_is() throws Exception {
        TenantContext context = bench.company("rejects");
        Path file =
                file(
                        "bad.csv",
                        HEADER,
                        "Ann,Lee,12,\"=cmd|' /C calc'!A0\",,",
                        "Bob,Ray,504-845-1427,bob@example.com,,");
        ImportReport first = bench.run(context, file, ImportOptions.defaults());
        assertThat(first.rejected()).isEqualTo(1);
        Path rejects = Path.of(java.util.Objects.requireNonNull(first.rejectsFile()));
        String text = Files.readString(rejects);
        assertThat(text).contains("_line", "_code", "NO_KEY").contains("\"'=cmd");
        Path corrected =
                Files.writeString(
                        folder.resolve("corrected.csv"), text.replace("\"12\"", "\"5046218927\""));
        ImportReport second = bench.run(context, corrected, ImportOptions.defaults());
        assertThat(second.inserted()).isEqualTo(1);
        assertThat(second.warningsByCode()).isEqualTo(Map.of("INVALID_EMAIL", 1L));
        Document ann = bench.lead(context, "+15046218927");
        assertThat(ann.get("vendorData", Document.class))
                .containsEntry("email", "=cmd|' /C calc'!A0")
                .doesNotContainKeys("_line", "_code", "_field", "_message");
    }

    @Test
    void the_same_file_is_recognised_and_force_repeats_it_without_a_change() {
        TenantContext context = bench.company("again");
        Path file = rows("again.csv", 5_000);
        ImportReport first = bench.run(context, file, ImportOptions.defaults());
        assertThat(first.inserted()).isEqualTo(5_000);
        ImportReport second = bench.run(context, file, ImportOptions.defaults());
        assertThat(second.outcome()).isEqualTo(Outcome.ALREADY_IMPORTED);
        assertThat(second.importId()).isEqualTo(first.importId());
        ImportReport forced = bench.run(context, file, forced());
        assertThat(forced.unchanged()).isEqualTo(5_000);
        assertThat(forced.inserted() + forced.updated() + forced.rejected()).isZero();
        assertThat(forced.cacheInvalidation()).isEqualTo(CacheInvalidation.NOT_NEEDED);
    }

    @Test
    void a_dry_run_predicts_the_counts_and_writes_nothing() {
        TenantContext context = bench.company("dry");
        bench.run(context, rows("before.csv", 100), ImportOptions.defaults());
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int i = 50; i < 2_600; i++) {
            lines.add("New,Name%d,%s,,,".formatted(i % 7, phone(i % 2_300)));
        }
        lines.add("No,Key,,,,");
        Path file = file("dry.csv", lines.toArray(String[]::new));
        var before = bench.content(context);
        ImportReport dry = bench.run(context, file, dryRun());
        assertThat(dry.dryRun()).isTrue();
        assertThat(dry.importId()).isNull();
        assertThat(bench.content(context)).isEqualTo(before);
        ImportReport real = bench.run(context, file, ImportOptions.defaults());
        assertThat(
                        List.of(
                                dry.read(),
                                dry.inserted(),
                                dry.updated(),
                                dry.unchanged(),
                                dry.rejected()))
                .containsExactly(
                        real.read(),
                        real.inserted(),
                        real.updated(),
                        real.unchanged(),
                        real.rejected());
        assertThat(real.updated()).isPositive();
    }

    @Test
    void undo_takes_back_what_nobody_has_changed_since() {
        TenantContext context = bench.company("undo");
        bench.run(
                context,
                file("first.csv", HEADER, "Ann,Lee,5046218927,ann@example.com,70116,"),
                ImportOptions.defaults());
        var before = bench.content(context);
        ImportReport second =
                bench.run(
                        context,
                        file(
                                "second.csv",
                                HEADER,
                                "Anna,Lee,5046218927,,,",
                                "Bob,Ray,5048451427,,,",
                                "Cid,Poe,5048451428,,,"),
                        ImportOptions.defaults());
        bench.edit(
                context,
                new Document("phone", "+15048451428"),
                new Document(
                        "$set",
                        new Document("city", "Reno")
                                .append(
                                        "updatedAt",
                                        java.util.Date.from(java.time.Instant.EPOCH))));
        String importId = java.util.Objects.requireNonNull(second.importId());
        ImportUndos.Report undone = bench.undos().run(context, importId, RunListener.NONE);
        assertThat(undone.run().counts())
                .containsEntry("removed", 1L)
                .containsEntry("restored", 1L)
                .containsEntry("changedSince", 1L);
        assertThat(undone.changedLeads()).hasSize(1);
        var after = bench.content(context);
        after.remove("+15048451428/null");
        assertThat(after).isEqualTo(before);
        assertThatThrownBy(() -> bench.undos().run(context, importId, RunListener.NONE))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.ALREADY_UNDONE));
    }

    @Test
    void too_many_rejects_stop_an_import_that_goes_on_with_a_higher_limit() {
        TenantContext context = bench.company("limit");
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < 5_000; i++) {
            lines.add(i % 100 == 0 ? "No,Key,,,," : "A,B,%s,,,".formatted(phone(i)));
        }
        Path file = file("limit.csv", lines.toArray(String[]::new));
        ImportReport stopped = bench.run(context, file, maxRejects("10"));
        assertThat(stopped.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(stopped.failureCode()).isEqualTo("TOO_MANY_REJECTS");
        assertThat(stopped.read())
                .isEqualTo(
                        stopped.inserted()
                                + stopped.updated()
                                + stopped.unchanged()
                                + stopped.rejected())
                .isLessThan(5_000);
        ImportReport rest = bench.run(context, file, maxRejects("5%"));
        assertThat(rest.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(rest.runId()).isEqualTo(stopped.runId());
        assertThat(rest.read()).isEqualTo(5_000);
        assertThat(rest.rejected()).isEqualTo(50);
        assertThat(rest.inserted()).isEqualTo(4_950);
    }

    @Test
    void unknown_and_suspended_companies_are_refused_before_the_file_is_opened() {
        TenantContext nobody = ImportBench.platform().in(new CompanyId("nobody"));
        Path missing = folder.resolve("missing.csv");
        assertThatThrownBy(() -> bench.run(nobody, missing, ImportOptions.defaults()))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.COMPANY_NOT_FOUND));
        TenantContext asleep = bench.company("asleep");
        bench.companies().suspend(ImportBench.platform(), asleep.company());
        assertThatThrownBy(() -> bench.run(asleep, missing, ImportOptions.defaults()))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        e -> assertThat(e.code()).isEqualTo(FailureCode.COMPANY_SUSPENDED));
    }

    @Test
    void two_companies_import_the_same_file_and_see_only_their_own_leads() {
        TenantContext one = bench.company("one");
        TenantContext two = bench.company("two");
        Path file = rows("shared.csv", 300);
        bench.run(one, file, ImportOptions.defaults());
        ImportReport second = bench.run(two, file, ImportOptions.defaults());
        assertThat(second.inserted()).isEqualTo(300);
        assertThat(bench.leads(one).count(new Document())).isEqualTo(300);
        assertThat(bench.leads(two).count(new Document("importId", second.importId())))
                .isEqualTo(300);
        assertThat(bench.leads(one).count(new Document("importId", second.importId()))).isZero();
    }

    @Test
    void the_inbox_sorts_files_and_one_bad_file_stops_no_other() throws Exception {
        bench.company("north");
        bench.company("south");
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path north = Files.createDirectories(inbox.resolve("north"));
        Path south = Files.createDirectories(inbox.resolve("south"));
        file(north.resolve("a.csv").toString(), "colour", "blue");
        file(north.resolve("b.csv").toString(), HEADER, "A,B,5046218927,,,");
        file(south.resolve("c.csv").toString(), HEADER, "A,B,5046218927,,,");
        Files.writeString(south.resolve(".hidden.csv"), "x");
        List<Inbox.Item> items =
                new Inbox(
                                inbox,
                                (company, file) ->
                                        bench.run(
                                                ImportBench.platform().in(company),
                                                file,
                                                ImportOptions.defaults()),
                                Object::toString)
                        .run(ImportBench.platform());
        assertThat(items)
                .extracting(Inbox.Item::outcome)
                .containsExactly("FAILED", "COMPLETED", "COMPLETED");
        assertThat(items.getFirst().code()).isEqualTo("NO_KEY_COLUMN");
        assertThat(north.resolve("failed/a.csv")).exists();
        assertThat(north.resolve("failed/a.csv.report.json")).exists();
        assertThat(north.resolve("done/b.csv")).exists();
        assertThat(south.resolve("done/c.csv.report.json")).exists();
        assertThat(south.resolve(".hidden.csv")).exists();
    }

    @Test
    void a_row_between_two_leads_is_rejected_with_both_keys_named() throws Exception {
        TenantContext context = bench.company("conflict");
        ImportReport report =
                bench.run(
                        context,
                        file(
                                "conflict.csv",
                                HEADER,
                                "Ann,Lee,5046218927,ann@example.com,,",
                                "Bob,Ray,5048451427,bob@example.com,,",
                                "Who,Now,5046218927,bob@example.com,,"),
                        ImportOptions.defaults());
        assertThat(report.rejectsByCode()).isEqualTo(Map.of("KEY_CONFLICT", 1L));
        assertThat(
                        Files.readString(
                                Path.of(java.util.Objects.requireNonNull(report.rejectsFile()))))
                .contains("\"4\",\"KEY_CONFLICT\"");
    }

    @Test
    void standard_input_is_imported_kept_while_it_is_and_gone_afterwards() throws Exception {
        TenantContext context = bench.company("stdin");
        Path spool = bench.settings().dataDir().resolve("spool");
        java.io.InputStream before = System.in;
        String text = HEADER + "\nAnn,Lee,5046218927,,,\nNo,Key,,,,\n";
        try {
            System.setIn(
                    new java.io.ByteArrayInputStream(
                            text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            ImportReport failed = bench.run(context, Path.of("-"), maxRejects("0"));
            assertThat(failed.failureCode()).isEqualTo("TOO_MANY_REJECTS");
            assertThat(spool).isNotEmptyDirectory();
            ImportReport done =
                    ImportReports.of(
                            new ImportRequest(context, "-", ImportOptions.defaults()),
                            failed.sha256(),
                            bench.runs()
                                    .starter()
                                    .restart(
                                            java.util.Objects.requireNonNull(failed.runId()),
                                            "tester",
                                            "r-2",
                                            RunListener.NONE));
            assertThat(done.failureCode()).isEqualTo("TOO_MANY_REJECTS");
            System.setIn(
                    new java.io.ByteArrayInputStream(
                            text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            ImportReport rest = bench.run(context, Path.of("-"), maxRejects("1"));
            assertThat(rest.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(rest.runId()).isEqualTo(failed.runId());
            assertThat(rest.file()).isEqualTo("-");
            assertThat(spool).isEmptyDirectory();
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void a_data_dir_that_cannot_hold_rejects_is_said_before_anything_is_written() throws Exception {
        TenantContext context = bench.company("nowhere");
        Path rejects = bench.settings().dataDir().resolve("rejects");
        Files.createDirectories(rejects);
        Files.writeString(rejects.resolve("nowhere"), "in the way");

        ImportReport report =
                bench.run(
                        context,
                        file("nowhere.csv", HEADER, "Ann,Lee,5046218927,,,"),
                        ImportOptions.defaults());

        assertThat(report.failureCode()).isEqualTo("REJECTS_UNWRITABLE");
        assertThat(report.message()).contains(rejects.resolve("nowhere").toString());
        assertThat(bench.leads(context).count(new Document())).isZero();
    }

    private static ImportOptions forced() {
        return new ImportOptions("auto", Map.of(), false, false, MaxRejects.NONE, null, true);
    }

    private static ImportOptions dryRun() {
        return new ImportOptions("auto", Map.of(), true, false, MaxRejects.NONE, null, false);
    }

    private static ImportOptions maxRejects(String limit) {
        return new ImportOptions(
                "auto", Map.of(), false, false, MaxRejects.parse(limit), null, false);
    }

    private Path rows(String name, int count) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < count; i++) {
            lines.add(
                    "First%d,Last%d,%s,lead%d@example.com,%05d,c%d"
                            .formatted(i, i, phone(i), i, i, i));
        }
        return file(name, lines.toArray(String[]::new));
    }

    private static String phone(int i) {
        return "504%03d%04d".formatted(200 + i / 10_000, i % 10_000);
    }

    private Path file(String name, String... lines) {
        return ImportBench.write(folder.resolve(name), lines);
    }
}
