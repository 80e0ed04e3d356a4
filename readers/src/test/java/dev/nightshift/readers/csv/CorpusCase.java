package dev.nightshift.readers.csv;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One folder of the corpus: {@code input.*}, and in {@code expected.json} the values of each good
 * row, the line and code of each bad one, and those decisions that the case is about.
 */
record CorpusCase(String name, Path input, Map<String, Object> expected) {
    static final Path ROOT = Path.of("src/test/resources/corpus");

    static Stream<CorpusCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.sorted().map(CorpusCase::of).toList().stream();
        }
    }

    private static CorpusCase of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Path input =
                    files.filter(file -> file.getFileName().toString().startsWith("input."))
                            .findFirst()
                            .orElseThrow();
            LoaderOptions options = new LoaderOptions();
            // JSON is YAML.
            Map<String, Object> expected =
                    new Yaml(new SafeConstructor(options))
                            .load(Files.readString(folder.resolve("expected.json")));
            return new CorpusCase(folder.getFileName().toString(), input, expected);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    boolean decides(String decision) {
        return expected.containsKey(decision);
    }

    @Nullable Object decision(String decision) {
        return expected.get(decision);
    }

    /** A decision that is a list. */
    List<?> list(String decision) {
        return (List<?>) Objects.requireNonNull(expected.get(decision));
    }

    @Override
    public String toString() {
        return name;
    }
}
