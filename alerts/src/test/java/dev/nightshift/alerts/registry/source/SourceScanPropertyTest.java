package dev.nightshift.alerts.registry.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.testing.PropertySeed;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** No change of any file of the corpus makes the scan fail. */
class SourceScanPropertyTest {
    private static final List<String> TEXTS = texts();

    @Property(tries = 500, seed = PropertySeed.VALUE)
    void readsWhateverBecameOfAFile(@ForAll("mutated") String text) throws IOException {
        Path folder = Files.createTempDirectory("scan");
        Path file = folder.resolve("a.tsx");
        try {
            Files.writeString(file, text);
            assertThat(SourceScan.of(folder).files()).isEqualTo(1);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    @Provide
    Arbitrary<String> mutated() {
        Arbitrary<String> inserted =
                Arbitraries.of("", "`", "'", "{", "}", "(", ")", "${", "/", "...", "=>", "<", "\\");
        return Arbitraries.of(TEXTS)
                .flatMap(
                        text ->
                                Arbitraries.integers()
                                        .between(0, text.length())
                                        .tuple2()
                                        .flatMap(
                                                cut ->
                                                        inserted.map(
                                                                middle ->
                                                                        text.substring(
                                                                                        0,
                                                                                        cut.get1())
                                                                                + middle
                                                                                + text.substring(
                                                                                        cut
                                                                                                .get2()))));
    }

    private static List<String> texts() {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/source-corpus"))) {
            List<Path> found =
                    files.filter(file -> file.toString().matches(".*\\.[cm]?[jt]sx?")).toList();
            java.util.ArrayList<String> texts = new java.util.ArrayList<>();
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return List.copyOf(texts);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
