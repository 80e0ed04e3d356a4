package dev.nightshift.platform.keyspaces;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.keyspaces.KeySpace.MongoSpace;
import dev.nightshift.platform.keyspaces.KeySpace.RedisSpace;
import dev.nightshift.platform.keyspaces.KeySpaceFile.Declared;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key spaces of an installation: the shipped ones, and one per {@code *.yaml} file of the
 * operator's folder, which win over shipped ones of the same name. No key is in two of them.
 * Immutable.
 */
public final class KeySpaces {
    private static final List<String> SHIPPED =
            List.of(
                    "sessions",
                    "idempotency",
                    "company-cache",
                    "flag-cache",
                    "tag-sets",
                    "auth-sessions",
                    "api-keys");

    /** What the service itself lives by; no space may reach it. */
    private static final List<KeyPattern> OWN =
            List.of(
                    KeyPattern.of("lock:{companyId}:{name}"),
                    KeyPattern.of("alert:{companyId}:{name}"));

    private final Map<String, KeySpace> spaces;

    private KeySpaces(Map<String, KeySpace> spaces) {
        this.spaces = spaces;
    }

    /**
     * What the files say, for who looks at it: nothing may be removed by it while one is bad.
     *
     * @param spaces what is understood
     * @param problems a refusal for each file that is not, with its line and what was expected
     */
    public record Reading(KeySpaces spaces, List<NightshiftException> problems) {
        public Reading {
            problems = List.copyOf(problems);
        }

        /** All problems in one: the first, and how many more there are; empty when all is well. */
        public Optional<NightshiftException> problem() {
            return problems.stream()
                    .findFirst()
                    .map(
                            first ->
                                    problems.size() == 1
                                            ? first
                                            : new NightshiftException(
                                                    first.code(),
                                                    "%s Bad as well: %d more."
                                                            .formatted(
                                                                    first.message(),
                                                                    problems.size() - 1),
                                                    first.hint(),
                                                    first));
        }
    }

    /**
     * Loads all of them.
     *
     * @param folder of the operator's files; may be missing
     * @throws NightshiftException BAD_KEY_SPACE with file, line and what was expected
     */
    public static KeySpaces load(Path folder) {
        Reading reading = read(folder);
        reading.problem()
                .ifPresent(
                        problem -> {
                            throw problem;
                        });
        return reading.spaces();
    }

    /** Reads as much as can be understood; one bad file keeps no other from being read. */
    public static Reading read(Path folder) {
        List<NightshiftException> problems = new ArrayList<>();
        Map<String, Declared> own = new LinkedHashMap<>();
        try {
            for (Path file : own(folder)) {
                try {
                    Declared space = KeySpaceFile.parse(text(file), file.toString());
                    Declared twin = own.putIfAbsent(space.name(), space);
                    if (twin != null) {
                        problems.add(
                                space.refused(
                                        "'%s' is described in %s already"
                                                .formatted(space.name(), twin.file())));
                    }
                } catch (NightshiftException bad) {
                    problems.add(bad);
                }
            }
        } catch (NightshiftException unreadable) {
            problems.add(unreadable);
        }
        Map<String, Declared> declared = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            if (!own.containsKey(name)) {
                declared.put(name, KeySpaceFile.parse(shipped(name + ".yaml"), name + ".yaml"));
            }
        }
        // The shipped ones first: of two that overlap it is the operator's that is told of.
        for (Declared space : own.values()) {
            try {
                requireDisjoint(space, declared.values());
                declared.put(space.name(), space);
            } catch (NightshiftException overlaps) {
                problems.add(overlaps);
            }
        }
        return new Reading(new KeySpaces(inOrder(declared)), problems);
    }

    private static Map<String, KeySpace> inOrder(Map<String, Declared> declared) {
        Map<String, KeySpace> spaces = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            Declared space = declared.get(name);
            if (space != null) {
                spaces.put(name, space.space());
            }
        }
        declared.forEach((name, space) -> spaces.putIfAbsent(name, space.space()));
        return spaces;
    }

    private static void requireDisjoint(Declared one, Collection<Declared> others) {
        if (one.space() instanceof RedisSpace redis) {
            OWN.stream()
                    .filter(redis.pattern()::overlaps)
                    .findFirst()
                    .ifPresent(
                            own -> {
                                throw one.refused(
                                        "the pattern %s would match the service's own keys, %s"
                                                .formatted(redis.pattern(), own));
                            });
        }
        for (Declared other : others) {
            String shared = shared(one.space(), other.space());
            if (shared != null) {
                throw one.refused(
                        "%s would match what the space '%s' matches"
                                .formatted(shared, other.name()));
            }
        }
    }

    private static @Nullable String shared(KeySpace one, KeySpace other) {
        return switch (one) {
            case RedisSpace redis ->
                    other instanceof RedisSpace second && redis.pattern().overlaps(second.pattern())
                            ? "the pattern " + redis.pattern()
                            : null;
            case MongoSpace mongo ->
                    other instanceof MongoSpace second
                                    && mongo.collection().equals(second.collection())
                            ? "the collection " + mongo.collection()
                            : null;
        };
    }

    /** All of them, the shipped ones first. */
    public List<KeySpace> all() {
        return List.copyOf(spaces.values());
    }

    /**
     * The one of that name, or all of them when none is named.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public List<KeySpace> named(@Nullable String name) {
        if (name == null) {
            return all();
        }
        KeySpace space = spaces.get(name);
        if (space == null) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no key space of that name.",
                    "The key spaces are %s.".formatted(String.join(", ", spaces.keySet())));
        }
        return List.of(space);
    }

    private static String shipped(String file) {
        try (InputStream in = KeySpaces.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<Path> own(Path folder) {
        List<Path> files = new ArrayList<>();
        if (Files.exists(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
                found.forEach(files::add);
            } catch (IOException failure) {
                throw unreadable(folder, failure);
            }
        }
        files.sort(null);
        return files;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static NightshiftException unreadable(Path path, IOException failure) {
        return new NightshiftException(
                FailureCode.BAD_KEY_SPACE,
                "Key space file %s cannot be read.".formatted(path),
                "Check its permissions, and that it is UTF-8 text.",
                failure);
    }
}
