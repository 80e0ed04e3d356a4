package dev.nightshift.app.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.app.cli.Cli;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.mongo.TenantCollection;
import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.Test;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the commands out of {@code docs/runbooks/backfill.md} and runs them. */
class BackfillRunbookIT {
    private static final Path RUNBOOK = Path.of("..", "docs", "runbooks", "backfill.md");
    private static final Pattern COMMAND =
            Pattern.compile("nightshift (?<words>[^#]+?)(?: # exit (?<exit>\\d))?");
    private static final List<String> COMPANIES = List.of("demo", "acme", "globex");

    private record Step(String words, int exit) {}

    @Test
    void every_command_does_what_the_runbook_says() throws IOException {
        EmbeddedStack stack = EmbeddedStack.fresh();
        Settings settings = stack.settings();
        assertThat(run(settings, "companies add acme --name Acme").exit()).isZero();
        assertThat(run(settings, "companies add globex --name Globex").exit()).isZero();
        try (MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri())) {
            COMPANIES.forEach(company -> fill(leads(mongo, company)));

            List<Step> steps = steps();
            assertThat(steps).hasSizeGreaterThan(15);
            for (Step step : steps) {
                Ended ended = run(settings, step.words());
                assertThat(ended.exit())
                        .as("%s%n%s%s", step.words(), ended.out(), ended.err())
                        .isEqualTo(step.exit());
            }

            assertThat(run(settings, "backfill list").out()).contains("FINAL");
            for (String company : COMPANIES) {
                assertThat(leads(mongo, company).find(new Document()))
                        .extracting(lead -> lead.getString("phone"))
                        .containsExactlyInAnyOrder("+15046218927", "+15046218928", "+15046218929");
            }
        }
    }

    private static TenantCollection leads(MongoStores mongo, String company) {
        return mongo.tenants()
                .collection(new TenantContext(new CompanyId(company), "r", "t", "t"), "leads");
    }

    private static void fill(TenantCollection leads) {
        leads.insertMany(
                List.of(
                        new Document("phone", "(504) 621-8927"),
                        new Document("phone", "504-621-8928"),
                        new Document("phone", "+15046218929")));
    }

    private static List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inBlock = false;
        for (String line : Files.readAllLines(RUNBOOK)) {
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

    private record Ended(int exit, String out, String err) {}

    private static Ended run(Settings settings, String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit =
                new Cli(
                                new Surroundings(
                                        InputStream.nullInputStream(),
                                        new PrintStream(out, true, StandardCharsets.UTF_8),
                                        new PrintStream(err, true, StandardCharsets.UTF_8),
                                        Map.of(
                                                "USER",
                                                "olivia",
                                                "NIGHTSHIFT_DATA_DIR",
                                                settings.dataDir().toString(),
                                                "NIGHTSHIFT_MONGODB_URI",
                                                settings.mongodbUri().orElseThrow(),
                                                "NIGHTSHIFT_REDIS_URI",
                                                settings.redisUri().orElseThrow(),
                                                "NIGHTSHIFT_JDBC_URL",
                                                settings.jdbcUrl().orElseThrow()),
                                        InstantSource.system(),
                                        false,
                                        false,
                                        StopSignal.NONE))
                        .run(words.strip().split(" ", -1));
        return new Ended(
                exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
