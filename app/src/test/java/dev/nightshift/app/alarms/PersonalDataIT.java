package dev.nightshift.app.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.EventType;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.emit.AlertSpool;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.app.logging.ErrorReports;
import dev.nightshift.app.logging.Logs;
import dev.nightshift.app.logging.SentryServer;
import dev.nightshift.app.terminal.QuietCommand;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import io.sentry.Sentry;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A lead's phone and e-mail go every way there is, and arrive nowhere but at the lead. */
@Timeout(120)
class PersonalDataIT {
    private static final List<String> HERS =
            List.of("ann.leak", "504-621", "5046218927", "621-8927", "621 8927");
    private static final String TOLD =
            "ann.leak@example.com, +1 504 621 8927, (504) 621-8927, 504-621-8927, 5046218927";
    private static final TenantContext DEMO =
            new TenantContext(new CompanyId("demo"), "request-1", "test", "alice");

    private final EmbeddedStack stores = EmbeddedStack.fresh();
    private final SentryServer sentry = new SentryServer();
    @TempDir private Path folder = Path.of("");

    @AfterEach
    void close() {
        sentry.close();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        Settings settings = stores.settings();
        environment.put("SENTRY_DSN", sentry.dsn());
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        settings.mongodbUri().ifPresent(uri -> environment.put("NIGHTSHIFT_MONGODB_URI", uri));
        settings.redisUri().ifPresent(uri -> environment.put("NIGHTSHIFT_REDIS_URI", uri));
        settings.jdbcUrl().ifPresent(url -> environment.put("NIGHTSHIFT_JDBC_URL", url));
        return environment;
    }

    private Path rows() throws IOException {
        return Files.writeString(
                folder.resolve("leads.csv"),
                """
                first_name,phone,email
                Ann,(504) 621-8927,ann.leak@example.com
                Ragged,(504) 621-8927
                Bad,5046218927x99999999999999,ann.leak@@example..com
                Again,504-621-8927,ann.leak@example.com
                """);
    }

    private void everyWay() throws Exception {
        Map<String, String> here = environment();
        String rows = rows().toString();
        var _ = QuietCommand.run(here, "import", rows, "--company", "demo");
        var _ =
                QuietCommand.run(
                        here, "import", rows, "--company", "demo", "--force", "--max-rejects", "0");
        var _ =
                QuietCommand.run(
                        here, "leads", "show", "ann.leak@example.com", "--company", "demo");
        var _ =
                QuietCommand.run(
                        here, "leads", "show", "(504) 621-8927", "--company", "ann.leak@x.com");
        var _ =
                QuietCommand.run(
                        here,
                        "alerts",
                        "send",
                        "--company",
                        "demo",
                        "--code",
                        "NOTES_SAVE_DB_ERROR",
                        "--severity",
                        "WARNING",
                        "--message",
                        TOLD);
        Map<String, String> away = new HashMap<>(here);
        away.put("NIGHTSHIFT_MONGODB_URI", "mongodb://127.0.0.1:1/x?serverSelectionTimeoutMS=100");
        var _ =
                QuietCommand.run(
                        away, "leads", "show", "ann.leak@example.com", "--company", "demo");
        driverFails();
    }

    /** As a driver would quote it. */
    private void driverFails() {
        Settings settings = Settings.from(environment());
        Logs.toFileIn(settings.dataDir(), settings.environment());
        ErrorReports.start(settings, "1.2.3");
        IllegalStateException duplicate =
                new IllegalStateException(
                        "E11000 duplicate key error collection: x.leads index: phone dup key: {"
                                + " companyId: \"demo\", phone: \"+15046218927\" }",
                        new IOException("Write of " + TOLD + " failed"));
        LoggerFactory.getLogger("dev.nightshift.test")
                .atError()
                .addKeyValue("row", TOLD)
                .setCause(duplicate)
                .log("Failed at {}", TOLD);
        ErrorReports.report(FailureCode.MONGODB_REFUSED, "import", duplicate);
        Sentry.captureException(duplicate);
        Sentry.captureMessage(TOLD);
        Sentry.flush(5_000);
    }

    private static Alert talkative(String code) {
        return new Alert(
                code,
                Severity.WARNING,
                TOLD,
                EventType.FAILURE,
                "request of " + TOLD,
                "feature of " + TOLD,
                null,
                null,
                null,
                null,
                TOLD,
                "at " + TOLD,
                Map.of("who", TOLD, TOLD, "who"),
                null);
    }

    private List<Path> files(String below) throws IOException {
        Path root = stores.dataDir().resolve(below);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertNothingOfHers(String where, String text) {
        assertThat(HERS.stream().filter(text::contains).toList()).as(where + ": " + text).isEmpty();
    }

    @Test
    void nothingOfALeadReachesTheLogsTheReportsOrTheRecord() throws Exception {
        everyWay();

        List<Path> logs = files("logs");
        assertThat(logs).isNotEmpty();
        for (Path log : logs) {
            assertThat(Files.readString(log)).contains("E11000", "run.began");
            for (String line : Files.readAllLines(log)) {
                assertNothingOfHers("log", line);
            }
        }
        assertThat(sentry.received()).hasSizeGreaterThanOrEqualTo(3);
        sentry.received().forEach(envelope -> assertNothingOfHers("Sentry", envelope));
        try (MongoStores mongo = MongoStores.open(stores.endpoints().mongodbUri())) {
            List<Document> alerts =
                    new ArrayList<>(
                            new AlertStore(mongo.tenants(), InstantSource.system())
                                    .list(DEMO, new Document(), 0));
            assertThat(alerts)
                    .extracting(alert -> alert.getString("code"))
                    .contains("NOTES_SAVE_DB_ERROR", "NIGHTSHIFT_CSV_IMPORT_RUN_FAILED");
            alerts.forEach(alert -> assertNothingOfHers("alert", alert.toJson()));
        }
    }

    @Test
    void nothingOfALeadIsInAJournal() throws Exception {
        Path spool = Alerts.spool(stores.dataDir());
        try (AlertSpool alerts = new AlertSpool(spool, InstantSource.system())) {
            alerts.sendAlert(DEMO, talkative("NOTES_SAVE_DB_ERROR"));
            alerts.sendAlert(DEMO, talkative("code of " + TOLD));
        }

        List<Path> journals =
                files("spool").stream().filter(file -> file.toString().endsWith(".jsonl")).toList();
        assertThat(journals).hasSize(1);
        String written = Files.readString(journals.getFirst());
        assertThat(written).contains("NOTES_SAVE_DB_ERROR");
        assertNothingOfHers("journal", written);
    }
}
