package dev.nightshift.jobs.csvimport.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.jobs.csvimport.ImportReport;
import dev.nightshift.jobs.csvimport.ImportReport.CacheInvalidation;
import dev.nightshift.jobs.csvimport.ImportReport.Outcome;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.PlatformContext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class InboxTest {
    private static final PlatformContext CONTEXT = new PlatformContext("r", "csv-import", "test");

    @TempDir private Path inbox;

    @Test
    void without_a_folder_it_says_where_it_looked() {
        Path none = inbox.resolve("none");
        assertThatThrownBy(
                        () ->
                                new Inbox(
                                                none,
                                                (c, f) -> report(Outcome.COMPLETED, null),
                                                Object::toString)
                                        .run(CONTEXT))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(FailureCode.NOT_FOUND);
                            assertThat(e.message()).contains(none.toString());
                        });
    }

    @Test
    void files_are_taken_by_company_and_name_and_only_csv_files() throws IOException {
        List<String> taken = new ArrayList<>();
        for (String name :
                List.of(
                        "b/2.csv",
                        "b/1.CSV.GZ",
                        "a/x.csv.zip",
                        "a/.x.csv",
                        "a/x.txt",
                        "a/x.csv.part")) {
            file(name);
        }
        run(
                (company, file) -> {
                    taken.add(company + "/" + file.getFileName());
                    return report(Outcome.COMPLETED, null);
                });
        assertThat(taken).containsExactly("a/x.csv.zip", "b/1.CSV.GZ", "b/2.csv");
    }

    @Test
    void a_file_is_not_moved_over_one_of_the_same_name() throws IOException {
        file("a/x.csv");
        file("a/done/x.csv");
        List<Inbox.Item> items = run((company, file) -> report(Outcome.ALREADY_IMPORTED, null));
        assertThat(items.getFirst().movedTo()).endsWith("done/1-x.csv");
        assertThat(inbox.resolve("a/done/1-x.csv.report.json")).exists();
    }

    @Test
    void a_stopped_import_stays_for_the_next_time() throws IOException {
        file("a/x.csv");
        List<Inbox.Item> items = run((company, file) -> report(Outcome.STOPPED, null));
        assertThat(items.getFirst().outcome()).isEqualTo("STOPPED");
        assertThat(inbox.resolve("a/x.csv")).exists();
    }

    @Test
    void a_failed_import_is_moved_unless_a_server_was_away() throws IOException {
        file("a/x.csv");
        run((company, file) -> report(Outcome.FAILED, FailureCode.MONGODB_UNAVAILABLE));
        assertThat(inbox.resolve("a/x.csv")).exists();
        run((company, file) -> report(Outcome.FAILED, FailureCode.TOO_MANY_REJECTS));
        assertThat(inbox.resolve("a/failed/x.csv")).exists();
    }

    @Test
    void a_fault_of_the_service_fails_its_file_and_no_other() throws IOException {
        file("a/x.csv");
        file("b/y.csv");
        List<Inbox.Item> items =
                run(
                        (company, file) -> {
                            if (company.value().equals("a")) {
                                throw new IllegalStateException("secret detail");
                            }
                            return report(Outcome.COMPLETED, null);
                        });
        assertThat(items.getFirst().code()).isEqualTo("INTERNAL");
        assertThat(items.getFirst().message()).doesNotContain("secret");
        assertThat(items.getLast().outcome()).isEqualTo("COMPLETED");
    }

    @Test
    void a_folder_that_is_no_company_is_said() throws IOException {
        file("Not A Company/x.csv");
        List<Inbox.Item> items = run((company, file) -> report(Outcome.COMPLETED, null));
        assertThat(items.getFirst().code()).isEqualTo("USAGE");
    }

    @Test
    void a_file_that_cannot_be_moved_is_said() throws IOException {
        file("a/x.csv");
        Files.writeString(inbox.resolve("a/done"), "in the way");
        List<Inbox.Item> items = run((company, file) -> report(Outcome.COMPLETED, null));
        assertThat(items.getFirst().message()).contains("done/");
        assertThat(inbox.resolve("a/x.csv")).exists();
    }

    @Test
    void a_link_is_refused_and_what_it_leads_to_is_neither_read_nor_moved() throws IOException {
        file("globex/leads.csv");
        Files.createDirectories(inbox.resolve("acme"));
        Files.createSymbolicLink(inbox.resolve("acme/y.csv"), inbox.resolve("globex/leads.csv"));
        List<String> taken = new ArrayList<>();
        List<Inbox.Item> items =
                run(
                        (company, file) -> {
                            taken.add(company + "/" + file.getFileName());
                            return report(Outcome.STOPPED, null);
                        });
        assertThat(taken).containsExactly("globex/leads.csv");
        assertThat(items.getFirst().code()).isEqualTo("NOT_A_FILE");
        assertThat(inbox.resolve("acme/failed/y.csv")).isSymbolicLink();
        assertThat(inbox.resolve("globex/leads.csv")).isRegularFile();
    }

    @Test
    void a_done_folder_that_leads_to_another_company_gets_nothing() throws IOException {
        Files.createDirectories(inbox.resolve("globex"));
        for (String name : List.of("done", "failed")) {
            file("acme/" + name + ".csv");
            Files.createSymbolicLink(inbox.resolve("acme/" + name), inbox.resolve("globex"));
        }
        List<String> taken = new ArrayList<>();
        List<Inbox.Item> items =
                run(
                        (company, file) -> {
                            taken.add(company + "/" + file.getFileName());
                            return file.endsWith("done.csv")
                                    ? report(Outcome.COMPLETED, null)
                                    : report(Outcome.FAILED, FailureCode.TOO_MANY_REJECTS);
                        });
        assertThat(taken).containsExactly("acme/done.csv", "acme/failed.csv");
        assertThat(inbox.resolve("globex")).isEmptyDirectory();
        assertThat(items)
                .allSatisfy(item -> assertThat(item.message()).contains("no link"))
                .allSatisfy(item -> assertThat(item.code()).isEqualTo("INTERNAL"));
        assertThat(inbox.resolve("acme/done.csv")).isRegularFile();
    }

    @Test
    void a_report_is_not_written_through_a_link_that_waits_for_it() throws IOException {
        Path alerts = Files.writeString(inbox.resolve("alerts.json"), "the operator's");
        file("acme/x.csv");
        Files.createDirectories(inbox.resolve("acme/done"));
        Files.createSymbolicLink(inbox.resolve("acme/done/x.csv.report.json"), alerts);
        Files.createSymbolicLink(inbox.resolve("acme/done/1-x.csv"), inbox.resolve("nowhere"));
        List<Inbox.Item> items = run((company, file) -> report(Outcome.COMPLETED, null));
        assertThat(items.getFirst().movedTo()).endsWith("done/2-x.csv");
        assertThat(alerts).hasContent("the operator's");
        assertThat(inbox.resolve("acme/done/2-x.csv.report.json")).isNotEmptyFile();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureCode.class,
            names = {
                "ALREADY_RUNNING",
                "FILE_CHANGED",
                "FILE_NOT_FOUND",
                "COMPANY_SUSPENDED",
                "COMPANY_NOT_FOUND",
                "REDIS_UNAVAILABLE",
                "JDBC_UNAVAILABLE",
                "STACK_UNAVAILABLE",
                "DISK_FULL"
            })
    void what_says_nothing_about_the_file_leaves_it_where_it_is(FailureCode code)
            throws IOException {
        file("a/x.csv");
        List<Inbox.Item> items =
                run(
                        (company, file) -> {
                            throw new NightshiftException(code, "no", "");
                        });
        assertThat(items.getFirst().code()).isEqualTo(code.name());
        assertThat(inbox.resolve("a/x.csv")).exists();
    }

    private List<Inbox.Item> run(Inbox.Importer importer) {
        return new Inbox(inbox, importer, Object::toString).run(CONTEXT);
    }

    private void file(String name) throws IOException {
        Path file = inbox.resolve(name);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, "x");
    }

    private static ImportReport report(Outcome outcome, @Nullable FailureCode code) {
        return new ImportReport(
                1L,
                "i",
                "a",
                "x.csv",
                "",
                "",
                "",
                ",",
                outcome,
                false,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                null,
                0,
                0,
                code == null ? null : code.name(),
                null,
                null,
                CacheInvalidation.DONE);
    }
}
