package dev.nightshift.benchmarks.harness;

import dev.nightshift.platform.settings.Settings;
import dev.nightshift.platform.stack.Stack;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line as operators start it, with a data dir of its own. */
public final class Nightshift {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Plan plan;
    private final Map<String, String> environment;

    public Nightshift(Plan plan) {
        this.plan = plan;
        this.environment = new HashMap<>();
        environment.put("NIGHTSHIFT_DATA_DIR", plan.work().resolve("data").toString());
        plan.uri().ifPresent(uri -> environment.put("NIGHTSHIFT_MONGODB_URI", uri));
    }

    /** Where the MongoDB is, started when it is the embedded one. */
    public String mongodbUri() {
        return new Stack(Settings.from(environment)).endpoints().mongodbUri();
    }

    /** Where the Redis is, started when it is the embedded one. */
    public String redisUri() {
        return new Stack(Settings.from(environment)).endpoints().redisUri();
    }

    public Program command(String... words) {
        List<String> command = new ArrayList<>();
        command.add(plan.home().resolve("nightshift").toString());
        command.addAll(List.of(words));
        return new Program(command, environment, plan.home());
    }

    /** What an import did and what it took. */
    public record Import(JsonNode report, Program.Outcome outcome) {
        /** Rows a second by the import's own clock, from start to end of the run. */
        public double rowsPerSecond() {
            return report.get("read").asDouble() * 1_000 / report.get("durationMs").asDouble();
        }
    }

    public Import importFile(Path file, String company, String... options)
            throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("import", file.toString(), "--company", company));
        words.addAll(List.of("--output", "json"));
        words.addAll(List.of(options));
        Program.Outcome outcome = command(words.toArray(String[]::new)).run();
        JsonNode report = JSON.readTree(outcome.output());
        if (!"COMPLETED".equals(report.get("outcome").asString())) {
            throw new IOException("The import did not complete: " + report);
        }
        return new Import(report, outcome);
    }

    /** A company without leads. */
    public String newCompany(String id) throws IOException, InterruptedException {
        command("companies", "add", id, "--name", id, "--region", "US").run();
        return id;
    }
}
