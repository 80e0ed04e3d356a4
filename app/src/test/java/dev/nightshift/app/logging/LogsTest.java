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
        Logs.toFileIn(dataDir);
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
        Logs.toFileIn(dataDir);
        MDC.put("companyId", "demo");
        log.atInfo().addKeyValue("companyId", "acme").addKeyValue("module", "inbox").log("taken");

        assertThat(line().get("companyId").asString()).isEqualTo("acme");
        assertThat(line().get("module").asString()).isEqualTo("inbox");
        assertThat(line().get("event").asString()).isEqualTo("taken");
    }

    @Test
    void aTraceQuotesNothingOfARow() throws IOException {
        Logs.toFileIn(dataDir);
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
        Logs.toFileIn(dataDir);
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

        Logs.toFileIn(dataDir);

        assertThat(file()).isEmptyFile();
        assertThat(file().resolveSibling("nightshift.log.1")).hasSize(65L << 20);
        assertThat(file().resolveSibling("nightshift.log.5")).hasContent("age 4");
        assertThat(file().resolveSibling("nightshift.log.6")).doesNotExist();
    }

    @Test
    void aLogThatCannotBeWrittenStopsNothing() throws IOException {
        Path inTheWay = Files.writeString(dataDir.resolve("file"), "x");

        Logs.toFileIn(inTheWay);
        log.info("said to nobody");

        assertThat(inTheWay).hasContent("x");
    }
}
