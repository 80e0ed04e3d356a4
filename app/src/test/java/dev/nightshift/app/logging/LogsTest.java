package dev.nightshift.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class LogsTest {
    private static final Logger log = LoggerFactory.getLogger("dev.nightshift.jobs.csvimport.Test");

    @TempDir private Path dataDir = Path.of("");

    @AfterEach
    void backToTheConsole() {
        MDC.clear();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        LogStart start = new LogStart();
        start.setContext(context);
        start.configure(context);
    }

    private Path file() {
        return dataDir.resolve("logs").resolve("nightshift.log");
    }

    private JsonNode line() throws IOException {
        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSize(1);
        return JsonMapper.builder().build().readTree(lines.getFirst());
    }

    @Test
    void anEventIsOneObjectWithWhoItIsForAndWhatHappened() throws IOException {
        Logs.toFileIn(dataDir, "local");
        MDC.put("companyId", "acme");
        MDC.put("requestId", "r-1");
        MDC.put("feature", "csv-import");
        log.atInfo()
                .addKeyValue("event", "import_completed")
                .addKeyValue("durationMs", 1234L)
                .addKeyValue("attempt", 2)
                .addKeyValue("dryRun", false)
                .addKeyValue("status", "COMPLETED")
                .addKeyValue("nothing", (Object) null)
                .log("import settled");

        JsonNode event = line();
        assertThat(event.propertyNames())
                .contains("@timestamp", "level", "logger", "thread", "message");
        assertThat(event.get("companyId").asString()).isEqualTo("acme");
        assertThat(event.get("requestId").asString()).isEqualTo("r-1");
        assertThat(event.get("feature").asString()).isEqualTo("csv-import");
        assertThat(event.get("module").asString()).isEqualTo("jobs.csvimport");
        assertThat(event.get("event").asString()).isEqualTo("import_completed");
        assertThat(event.get("durationMs").asLong()).isEqualTo(1234);
        assertThat(event.get("attempt").isInt()).isTrue();
        assertThat(event.get("dryRun").isBoolean()).isTrue();
        assertThat(event.get("nothing").asString()).isEmpty();
    }

    @Test
    void theEventItselfKnowsBetterThanTheRequest() throws IOException {
        Logs.toFileIn(dataDir, "local");
        MDC.put("companyId", "demo");
        log.atInfo().addKeyValue("companyId", "acme").addKeyValue("module", "inbox").log("taken");

        assertThat(line().get("companyId").asString()).isEqualTo("acme");
        assertThat(line().get("module").asString()).isEqualTo("inbox");
        assertThat(line().get("event").asString()).isEqualTo("taken");
    }

    @Test
    void aTraceQuotesNothingOfARow() throws IOException {
        Logs.toFileIn(dataDir, "local");
        log.atError()
                .setCause(
                        new IllegalStateException(
                                "E11000 dup key: { phone: \"+15046218927\" } ann@example.com",
                                new IOException("mongodb://root:s3cret@db +1 504 621 8927")))
                .log("failed");

        String trace = line().get("failure").asString();
        assertThat(trace)
                .contains("IllegalStateException", "LogsTest", "dup key: {***}")
                .doesNotContain("5046218927", "621 8927", "ann@example.com", "s3cret");
    }

    @Test
    void othersAreHeardWhenTheyWarn() throws IOException {
        Logs.toFileIn(dataDir, "local");
        Logger other = LoggerFactory.getLogger("org.example.Library");
        other.info("chatter");
        other.warn("trouble");

        assertThat(line().get("module").asString()).isEqualTo("org.example.Library");
    }

    @Test
    void aLargeLogIsMovedAsideAndTheOldestIsDropped() throws IOException {
        Files.createDirectories(file().getParent());
        for (int age = 1; age <= 5; age++) {
            Files.writeString(file().resolveSibling("nightshift.log." + age), "age " + age);
        }
        try (RandomAccessFile large = new RandomAccessFile(file().toFile(), "rw")) {
            large.setLength(65L << 20);
        }

        Logs.toFileIn(dataDir, "local");

        assertThat(file()).isEmptyFile();
        assertThat(file().resolveSibling("nightshift.log.1")).hasSize(65L << 20);
        assertThat(file().resolveSibling("nightshift.log.5")).hasContent("age 4");
        assertThat(file().resolveSibling("nightshift.log.6")).doesNotExist();
    }

    @Test
    void aLogThatCannotBeWrittenStopsNothing() throws IOException {
        Path inTheWay = Files.writeString(dataDir.resolve("file"), "x");

        Logs.toFileIn(inTheWay, "local");
        log.info("said to nobody");

        assertThat(inTheWay).hasContent("x");
    }

    @Test
    void everyLineHasTheSevenFieldsWhoeverWritesIt() throws IOException {
        Logs.toFileIn(dataDir, "local");
        LoggerFactory.getLogger("org.example.Library").warn("trouble");

        JsonNode event = line();
        assertThat(event.propertyNames())
                .contains(
                        "companyId",
                        "requestId",
                        "feature",
                        "module",
                        "event",
                        "durationMs",
                        "status");
        assertThat(event.get("companyId").isNull()).isTrue();
        assertThat(event.get("durationMs").isNull()).isTrue();
        assertThat(event.get("message").asString()).isEqualTo("trouble");
    }

    @Test
    void aMessageAndItsFieldsQuoteNothingOfARow() throws IOException {
        Logs.toFileIn(dataDir, "local");
        log.atWarn()
                .addKeyValue("what", "(504) 621-8927")
                .addKeyValue("runId", "1234567890123")
                .log("ann@example.com or 504-621-8927 at 192.168.100.12:27017");

        assertThat(line().toString())
                .doesNotContain("ann@example.com", "8927")
                .contains("192.168.100.12:27017", "1234567890123");
    }

    @Test
    void inProductionOneRequestInTenTellsAllAndTheOthersOnlyWarn() throws IOException {
        Logs.toFileIn(dataDir, "production");
        for (int request = 0; request < 1_000; request++) {
            MDC.put("requestId", "request-" + request);
            log.info("began");
            log.info("ended");
        }
        MDC.put("requestId", "request-1");
        log.warn("trouble");
        MDC.clear();

        List<String> lines = Files.readAllLines(file());
        assertThat(lines).hasSizeBetween(2 * 60 + 1, 2 * 140 + 1);
        assertThat(lines.getLast()).contains("trouble");
        assertThat(lines.stream().filter(line -> line.contains("began")).map(LogsTest::request))
                .containsExactlyElementsOf(
                        lines.stream()
                                .filter(line -> line.contains("ended"))
                                .map(LogsTest::request)
                                .toList())
                .allMatch(RequestSample::keeps);
    }

    @Test
    void elsewhereNothingIsLeftOut() throws IOException {
        Logs.toFileIn(dataDir, "staging");
        for (int request = 0; request < 20; request++) {
            log.atInfo().addKeyValue("requestId", "request-" + request).log("began");
        }

        assertThat(Files.readAllLines(file())).hasSize(20);
    }

    @Test
    void ofLinesWithoutARequestEveryTenthIsKeptInProduction() throws IOException {
        Logs.toFileIn(dataDir, "production");
        for (int number = 0; number < 100; number++) {
            log.info("tick");
        }

        assertThat(Files.readAllLines(file())).hasSize(10);
    }

    private static String request(String line) {
        return JsonMapper.shared().readTree(line).get("requestId").asString();
    }
}
