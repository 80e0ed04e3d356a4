package dev.nightshift.benchmarks.harness;

import org.openjdk.jmh.generators.bytecode.JmhBytecodeGenerator;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

/**
 * Runs JMH's benchmarks of this module. What JMH generates is made here and not by the build, whose
 * checks are not for generated code; {@code benchmarks/run} has its folder on the class path.
 */
public final class Jmh {
    private final Path classes;
    private final Path generated;

    public Jmh(Plan plan) {
        Path target = plan.home().resolve("benchmarks/target");
        this.classes = target.resolve("classes");
        this.generated = target.resolve("jmh");
    }

    /** What was sampled with one value of the benchmark's parameter. */
    public record Sampled(String parameter, Statistics statistics) {
        public double nanos(double percentile) {
            return statistics.getPercentile(percentile);
        }
    }

    /**
     * Runs a benchmark in a process of its own.
     *
     * @param property that it reads
     * @param value of the property
     */
    public List<Sampled> sample(String benchmark, String property, Path value) throws IOException {
        generate();
        Collection<RunResult> results;
        try {
            results =
                    new Runner(
                                    new OptionsBuilder()
                                            .include(benchmark)
                                            .shouldFailOnError(true)
                                            .jvmArgsAppend(
                                                    "-D%s=%s".formatted(property, value),
                                                    "--enable-native-access=ALL-UNNAMED")
                                            .build())
                            .run();
        } catch (RunnerException failed) {
            throw new IOException(failed);
        }
        return results.stream()
                .map(
                        result ->
                                new Sampled(
                                        result.getParams()
                                                .getParam(
                                                        result.getParams()
                                                                .getParamsKeys()
                                                                .iterator()
                                                                .next()),
                                        result.getPrimaryResult().getStatistics()))
                .toList();
    }

    private void generate() throws IOException {
        Path sources = Files.createDirectories(generated.resolve("sources"));
        try {
            JmhBytecodeGenerator.main(
                    new String[] {
                        classes.toString(), sources.toString(), generated.toString(), "reflection"
                    });
        } catch (Exception failed) {
            throw new IOException(failed);
        }
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-nowarn",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                generated.toString()));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
        }
        int exit =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, words.toArray(String[]::new));
        if (exit != 0) {
            throw new IOException("What JMH generated does not compile.");
        }
    }
}
