package dev.nightshift.benchmarks.harness;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Peers and stages: programs of this module, each in a process of its own. */
public final class Peers {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path home;

    public Peers(Path home) {
        this.home = home;
    }

    /** Runs a main class; its last line is JSON. */
    public JsonNode run(Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // More heap than Nightshift gives itself, so that no peer is slowed down by collections.
        command.add("-Xmx2g");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        String output = new Program(command, Map.of(), home).run().output().strip();
        return JSON.readTree(output.substring(output.lastIndexOf('\n') + 1));
    }

    /** Rows a second of a peer. */
    public double rowsPerSecond(Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        JsonNode result = run(main, arguments);
        return result.get("rows").asDouble() * 1_000 / result.get("durationMs").asDouble();
    }
}
