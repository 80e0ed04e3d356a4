package dev.nightshift.app.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.settings.Settings;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a page of {@code docs/runbooks}, and what they do on some stores. */
record Runbook(String page, Settings settings) {
    private static final Pattern COMMAND =
            Pattern.compile("nightshift (?<words>[^#]+?)(?:\\s+# (?:exit (?<exit>\\d)|.*))?");

    /** A word, or several between quotation marks. */
    private static final Pattern WORD = Pattern.compile("\"(?<quoted>[^\"]*)\"|(?<plain>\\S+)");

    /** A command, and the exit code that stands behind it. */
    record Step(String words, int exit) {}

    /** How a command ended. */
    record Ended(int exit, String out, String err) {}

    List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inBlock = false;
        Path docs = Path.of("docs", "runbooks");
        for (String indented :
                Files.readAllLines(
                        (Files.exists(docs) ? docs : Path.of("..").resolve(docs)).resolve(page))) {
            String line = indented.strip();
            if (line.startsWith("```")) {
                inBlock = line.equals("```sh");
            } else if (inBlock) {
                Matcher command = COMMAND.matcher(line);
                assertThat(command.matches()).as(line).isTrue();
                String exit = command.group("exit");
                steps.add(
                        new Step(
                                command.group("words"), exit == null ? 0 : Integer.parseInt(exit)));
            }
        }
        return steps;
    }

    /** Runs every command; each ends as the page says. */
    List<Ended> follow() throws IOException {
        List<Ended> all = new ArrayList<>();
        for (Step step : steps()) {
            Ended ended = run(step.words());
            assertThat(ended.exit())
                    .as("%s%n%s%s", step.words(), ended.out(), ended.err())
                    .isEqualTo(step.exit());
            all.add(ended);
        }
        return all;
    }

    Ended run(String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit =
                new Cli(
                                new Surroundings(
                                        InputStream.nullInputStream(),
                                        new PrintStream(out, true, StandardCharsets.UTF_8),
                                        new PrintStream(err, true, StandardCharsets.UTF_8),
                                        environment(),
                                        InstantSource.system(),
                                        false,
                                        false,
                                        StopSignal.NONE))
                        .run(split(words));
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static String[] split(String words) {
        return WORD.matcher(words)
                .results()
                .map(word -> Objects.requireNonNullElse(word.group("quoted"), word.group()))
                .toArray(String[]::new);
    }

    private Map<String, String> environment() {
        return Map.of(
                "USER",
                "olivia",
                "NIGHTSHIFT_ENVIRONMENT",
                settings.environment(),
                "NIGHTSHIFT_DATA_DIR",
                settings.dataDir().toString(),
                "NIGHTSHIFT_MONGODB_URI",
                settings.mongodbUri().orElseThrow(),
                "NIGHTSHIFT_REDIS_URI",
                settings.redisUri().orElseThrow(),
                "NIGHTSHIFT_JDBC_URL",
                settings.jdbcUrl().orElseThrow());
    }
}
