package dev.nightshift.drills.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The experiments there are: the shipped ones, and those of a folder. A file of the folder replaces
 * the shipped one of the same name. Immutable.
 */
public final class Experiments {
    private static final List<String> SHIPPED = List.of("mongodb-primary", "redis-outage");
    private static final String ENDING = ".yaml";
    private static final long MOST_BYTES = 1_000_000;

    private final Map<String, Experiment> byName;

    private Experiments(Map<String, Experiment> byName) {
        this.byName = byName;
    }

    /** The shipped ones. */
    public static Experiments shipped() {
        Map<String, Experiment> all = new LinkedHashMap<>();
        for (String name : SHIPPED) {
            all.put(name, parse(name, shipped(name), "(shipped) " + name + ENDING));
        }
        return new Experiments(all);
    }

    /**
     * The shipped ones and those of a folder, which need not exist.
     *
     * @throws NightshiftException BAD_EXPERIMENT with file, line and what was expected
     */
    public static Experiments load(Path folder) {
        Map<String, Experiment> all = new LinkedHashMap<>(shipped().byName);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
                    Experiment own = read(file);
                    all.put(own.name(), own);
                }
            } catch (IOException unreadable) {
                throw unreadable(folder, unreadable);
            }
        }
        return new Experiments(all);
    }

    /**
     * One file.
     *
     * @throws NightshiftException FILE_NOT_FOUND, BAD_EXPERIMENT
     */
    public static Experiment read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new NightshiftException(
                        FailureCode.FILE_NOT_FOUND,
                        "There is no experiment at %s.".formatted(file),
                        "List those there are: nightshift drill list");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new NightshiftException(
                        FailureCode.BAD_EXPERIMENT,
                        "Experiment %s is longer than a megabyte.".formatted(file),
                        "An experiment is a page or two of YAML.");
            }
            String name = String.valueOf(file.getFileName());
            return parse(
                    name.endsWith(ENDING) ? name.substring(0, name.length() - 5) : name,
                    Files.readString(file),
                    file.toString());
        } catch (CharacterCodingException notText) {
            throw new NightshiftException(
                    FailureCode.BAD_EXPERIMENT,
                    "Experiment %s is not UTF-8 text.".formatted(file),
                    "Save it as UTF-8.",
                    notText);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /**
     * Reads no other file than that of one experiment.
     *
     * @throws NightshiftException NOT_FOUND when neither a folder nor what is shipped has it;
     *     BAD_EXPERIMENT
     */
    public static Experiment find(Path folder, String name) {
        Path own = folder.resolve(name + ENDING);
        return Files.exists(own) ? read(own) : shipped().show(name);
    }

    /** A text by itself, as if it came from a file. */
    static Experiment parse(String name, String text, String file) {
        return ExperimentReader.read(name, text, file, sha256(text));
    }

    /** All of them, by name. */
    public List<Experiment> all() {
        return byName.values().stream()
                .sorted(java.util.Comparator.comparing(Experiment::name))
                .toList();
    }

    /**
     * The experiment of that name.
     *
     * @throws NightshiftException NOT_FOUND
     */
    public Experiment show(String name) {
        Experiment found = byName.get(name);
        if (found == null) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no experiment '%s'.".formatted(name),
                    "List them: nightshift drill list");
        }
        return found;
    }

    /** All names. */
    public List<String> names() {
        return new ArrayList<>(byName.keySet());
    }

    private static String shipped(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        Experiments.class
                                .getClassLoader()
                                .getResourceAsStream("experiments/" + name + ENDING))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static NightshiftException unreadable(Path path, IOException cause) {
        return new NightshiftException(
                FailureCode.FILE_UNREADABLE,
                "The experiments at %s cannot be read.".formatted(path),
                "Check that this account may read them.",
                cause);
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
