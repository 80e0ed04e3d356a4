package dev.nightshift.alerts.registry.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.alerts.registry.Place;
import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryEntry;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.alerts.registry.Tab;
import dev.nightshift.alerts.registry.TabMatrix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the shipped registry and, where one is given, a folder of more: any number of registry
 * files, and a {@code tab-matrix.json} for tabs that are not shipped. Files add to each other; none
 * replaces an entry of another. For one use, by one thread.
 */
public final class RegistryLoader {
    private static final String MATRIX = "tab-matrix.json";
    private static final long LARGEST = 8L << 20;

    private final List<RegistryProblem> problems = new ArrayList<>();
    private final List<RegistryEntry> entries = new ArrayList<>();
    private final Map<String, RegistryEntry> byId = new HashMap<>();
    private TabMatrix tabs = new TabMatrix(List.of());

    private RegistryLoader() {}

    /** The shipped registry alone. */
    public static LoadedRegistry shipped() {
        return load(Optional.empty());
    }

    /**
     * The shipped registry and that folder's. Never fails for what a file holds: that is in the
     * problems.
     */
    public static LoadedRegistry load(Optional<Path> folder) {
        RegistryLoader loader = new RegistryLoader();
        loader.matrix("registry/" + MATRIX, resource(MATRIX));
        for (Tab tab : loader.tabs.tabs()) {
            loader.registry("registry/" + tab.file(), resource(tab.file()));
        }
        folder.ifPresent(loader::folder);
        return new LoadedRegistry(new Registry(loader.tabs, loader.entries), loader.problems);
    }

    /** One text as a registry file, beside the shipped tabs. */
    public static LoadedRegistry parse(String file, String text) {
        RegistryLoader loader = new RegistryLoader();
        loader.matrix("registry/" + MATRIX, resource(MATRIX));
        loader.registry(file, text);
        return new LoadedRegistry(new Registry(loader.tabs, loader.entries), loader.problems);
    }

    private void folder(Path folder) {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        } catch (IOException unreadable) {
            unreadable(folder.toString());
            return;
        }
        for (Path file : files) {
            if (file.endsWith(MATRIX)) {
                text(file).ifPresent(text -> matrix(file.toString(), text));
            }
        }
        for (Path file : files) {
            if (!file.endsWith(MATRIX)) {
                text(file).ifPresent(text -> registry(file.toString(), text));
            }
        }
    }

    private Optional<String> text(Path file) {
        try {
            if (Files.size(file) <= LARGEST) {
                return Optional.of(Files.readString(file));
            }
        } catch (IOException unreadable) {
            // Said below.
        }
        unreadable(file.toString());
        return Optional.empty();
    }

    private void unreadable(String file) {
        problems.add(
                new RegistryProblem(
                        new Place(file, 1, 1, "$"),
                        "cannot be read as UTF-8 text of at most %d MB".formatted(LARGEST >> 20)));
    }

    private void matrix(String file, String text) {
        checked(file, text, SchemaCheck.TAB_MATRIX)
                .ifPresent(
                        json -> {
                            TabMatrix more = MatrixJson.matrix(json);
                            List<RegistryProblem> ambiguous =
                                    MatrixJson.ambiguous(tabs, more, json);
                            problems.addAll(ambiguous);
                            tabs = ambiguous.isEmpty() ? tabs.and(more) : tabs;
                        });
    }

    private void registry(String file, String text) {
        checked(file, text, SchemaCheck.REGISTRY)
                .ifPresent(json -> EntryJson.entries(json).forEach(this::add));
    }

    private void add(RegistryEntry entry) {
        RegistryEntry earlier = byId.putIfAbsent(entry.id(), entry);
        if (earlier == null) {
            entries.add(entry);
        } else {
            problems.add(
                    new RegistryProblem(
                            entry.place(),
                            "the id %s is taken at %s".formatted(entry.id(), earlier.place())));
        }
    }

    private Optional<LocatedJson> checked(String file, String text, SchemaCheck schema) {
        try {
            LocatedJson json = LocatedJson.parse(file, text);
            List<RegistryProblem> found = schema.problems(json);
            problems.addAll(found);
            return found.isEmpty() ? Optional.of(json) : Optional.empty();
        } catch (LocatedJson.Malformed malformed) {
            problems.add(malformed.problem());
            return Optional.empty();
        }
    }

    private static String resource(String name) {
        try (InputStream text = RegistryLoader.class.getResourceAsStream("/registry/" + name)) {
            return new String(
                    Objects.requireNonNull(text, "registry/" + name).readAllBytes(), UTF_8);
        } catch (IOException damaged) {
            throw new java.io.UncheckedIOException(damaged);
        }
    }
}
