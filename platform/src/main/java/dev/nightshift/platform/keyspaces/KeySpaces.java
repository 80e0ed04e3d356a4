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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * Loads all of them.
     *
     * @param folder of the operator's files; may be missing
     * @throws NightshiftException BAD_KEY_SPACE with file, line and what was expected
     */
    public static KeySpaces load(Path folder) {
        Map<String, Declared> declared = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            declared.put(name, KeySpaceFile.parse(shipped(name + ".yaml"), name + ".yaml"));
        }
        Map<String, Declared> own = new LinkedHashMap<>();
        for (Path file : own(folder)) {
            Declared space = KeySpaceFile.parse(text(file), file.toString());
            Declared twin = own.put(space.name(), space);
            if (twin != null) {
                throw space.refused(
                        "'%s' is described in %s already".formatted(space.name(), twin.file()));
            }
        }
        declared.putAll(own);
        requireDisjoint(List.copyOf(declared.values()));
        Map<String, KeySpace> spaces = new LinkedHashMap<>();
        declared.forEach((name, space) -> spaces.put(name, space.space()));
        return new KeySpaces(spaces);
    }

    private static void requireDisjoint(List<Declared> declared) {
        for (int i = 0; i < declared.size(); i++) {
            Declared one = declared.get(i);
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
            for (Declared other : declared.subList(0, i)) {
                String shared = shared(one.space(), other.space());
                if (shared != null) {
                    throw one.refused(
                            "%s would match what the space '%s' matches"
                                    .formatted(shared, other.name()));
                }
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
        if (Files.isDirectory(folder)) {
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
                "Check its permissions, and that it is UTF-8.",
                failure);
    }
}
