package dev.nightshift.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;
import dev.nightshift.platform.testing.RedisWire;

import org.bson.Document;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Each case runs the real command line on stores of its own. {@code -Dgolden.update=true} writes
 * what is printed into the cases; read the difference before you commit it.
 */
class GoldenIT {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
    private static final Path SAMPLES =
            Path.of("..", "docs", "samples").toAbsolutePath().normalize();
    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{24}\\b");
    private static final Pattern ALERT =
            Pattern.compile("\\b(j[0-9a-f]{12}-[0-9a-z]+|g[0-9a-f]{12})\\b");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    static List<GoldenCase> cases() throws IOException {
        return GoldenCase.all(GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatItPrinted(GoldenCase golden, @TempDir Path temp) throws IOException {
        Path dir = temp.toRealPath();
        golden.copyDataTo(dir);
        EmbeddedStack stack = EmbeddedStack.fresh();
        Map<Path, String> places = new LinkedHashMap<>();
        places.put(stack.dataDir(), "$DATA");
        places.put(dir, "$DIR");
        places.put(SAMPLES, "$SAMPLES");

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<Integer> exits = new ArrayList<>();
        List<GoldenCase.Step> steps = golden.steps();
        for (GoldenCase.Step step : steps) {
            PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
            PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
            if (steps.size() > 1) {
                outStream.print("$ " + step.line() + "\n");
                errStream.print("$ " + step.line() + "\n");
            }
            if (step.line().startsWith("@")) {
                plant(stack, step.arguments());
                exits.add(0);
                continue;
            }
            Surroundings surroundings =
                    new Surroundings(
                            input(dir, step),
                            outStream,
                            errStream,
                            environment(stack.settings(), dir, step.variables()),
                            InstantSource.system(),
                            false,
                            false,
                            StopSignal.NONE);
            String[] arguments =
                    step.arguments().stream()
                            .map(
                                    word ->
                                            word.replace("$DIR", dir.toString())
                                                    .replace("$SAMPLES", SAMPLES.toString())
                                                    .replace("$IMPORT", last(ID, out))
                                                    .replace("$ALERT", last(ALERT, out)))
                            .toArray(String[]::new);
            exits.add(new Cli(surroundings).run(arguments));
        }
        Map<String, String> printed = new LinkedHashMap<>();
        printed.put("stdout", Normalised.of(out.toString(StandardCharsets.UTF_8), places));
        printed.put("stderr", Normalised.of(err.toString(StandardCharsets.UTF_8), places));
        printed.put(
                "exit",
                exits.stream().map(String::valueOf).collect(Collectors.joining("\n", "", "\n")));
        if (UPDATE) {
            printed.forEach(golden::update);
        }

        for (Map.Entry<String, String> stream : printed.entrySet()) {
            assertThat(stream.getValue())
                    .as(stream.getKey())
                    .isEqualTo(golden.expected(stream.getKey()));
        }
    }

    /** What another program wrote. */
    private static void plant(EmbeddedStack stack, List<String> words) {
        if (words.getFirst().equals("@redis")) {
            try (RedisWire wire = RedisWire.connect(stack.endpoints().redisUri())) {
                wire.call("SET", words.get(1), words.get(2));
            }
            return;
        }
        String[] place = words.get(1).split("/", 2);
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            mongo.tenants()
                    .collection(
                            new TenantContext(
                                    new CompanyId(place[0]), "golden", "golden", "golden"),
                            place[1])
                    .upsertById(Document.parse(words.get(2)));
        }
    }

    /** What was told of last. */
    private static String last(Pattern pattern, ByteArrayOutputStream out) {
        Matcher id = pattern.matcher(out.toString(StandardCharsets.UTF_8));
        return id.results().map(MatchResult::group).reduce("", (first, last) -> last);
    }

    private static InputStream input(Path dir, GoldenCase.Step step) throws IOException {
        return step.input().isEmpty()
                ? InputStream.nullInputStream()
                : new ByteArrayInputStream(Files.readAllBytes(dir.resolve(step.input())));
    }

    private static Map<String, String> environment(
            Settings settings, Path dir, Map<String, String> variables) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("USER", "golden");
        environment.put("NIGHTSHIFT_DATA_DIR", settings.dataDir().toString());
        environment.put("NIGHTSHIFT_INBOX_DIR", dir.resolve("inbox").toString());
        settings.mongodbUri().ifPresent(uri -> environment.put("NIGHTSHIFT_MONGODB_URI", uri));
        settings.redisUri().ifPresent(uri -> environment.put("NIGHTSHIFT_REDIS_URI", uri));
        settings.jdbcUrl().ifPresent(url -> environment.put("NIGHTSHIFT_JDBC_URL", url));
        variables.forEach(
                (name, value) -> environment.put(name, value.replace("$DIR", dir.toString())));
        return environment;
    }
}
