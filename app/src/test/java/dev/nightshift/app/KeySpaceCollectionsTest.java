package dev.nightshift.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.mongo.name.ServiceCollections;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whoever gives the service a new collection finds here that no key space may name it. */
class KeySpaceCollectionsTest {
    private static final Pattern NAMED =
            Pattern.compile(
                    "COLLECTION = \"(\\w+)\"|[^a-zA-Z]collection\\(\\s*\\w+,\\s*\"(\\w+)\"|"
                            + "String (\\w+) = \"(\\w+)\";");

    @Test
    void everyCollectionThatTheSourcesNameIsTheServicesOwn() throws IOException {
        Set<String> found = new TreeSet<>();
        for (String room :
                List.of("alerts", "readers", "writers", "migrations", "jobs", "drills", "app")) {
            try (Stream<Path> files = Files.walk(Path.of("..", room, "src", "main", "java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> found.addAll(collections(file)));
            }
        }
        assertThat(found)
                .contains("leads", "imports", "preimages", "telemetry", "drill_state")
                .allMatch(ServiceCollections::contains);
    }

    private static Set<String> collections(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> found = new TreeSet<>();
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            String constant = named.group(3);
            if (constant == null) {
                found.add(named.group(1) == null ? named.group(2) : named.group(1));
            } else if (Pattern.compile(
                            "collection\\(\\s*\\w+(\\([^()]*\\))?,\\s*" + constant + "\\)")
                    .matcher(text)
                    .find()) {
                found.add(named.group(4));
            }
        }
        return found;
    }
}
