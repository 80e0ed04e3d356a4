package dev.nightshift.jobs.sloprobe.plan;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.settings.Settings;

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
import java.util.Objects;
import java.util.Set;

/**
 * The SLOs of an installation: the shipped ones, a file for each tab, and the {@code *.yaml} files
 * of the operator's folder, where a file of the same name replaces the shipped one. Immutable.
 */
public final class SloPlans {
    /** Names of the shipped files, one for each tab. */
    static final List<String> SHIPPED =
            List.of(
                    "overview.yaml",
                    "configuration.yaml",
                    "notes.yaml",
                    "ai-voice-settings.yaml",
                    "ai-agent-settings.yaml",
                    "ai-performance.yaml",
                    "spam-filter.yaml",
                    "nightshift.yaml");

    private static final long LONGEST_FILE = 1_000_000;

    private final Map<String, Slo> slos;

    private SloPlans(Map<String, Slo> slos) {
        this.slos = slos;
    }

    /**
     * Those of an installation.
     *
     * @throws NightshiftException BAD_SLO_PLAN with file, line and what was expected
     */
    public static SloPlans of(Settings settings) {
        return load(
                settings.dataDir().resolve("slo"),
                RegistryLoader.load(settings.registryDir()).orThrow());
    }

    /** What they are called. */
    public Set<String> names() {
        return Set.copyOf(slos.keySet());
    }

    /**
     * Loads all of them.
     *
     * @param folder of the operator's files; may be missing
     * @param registry in which the code of each SLO must be
     * @throws NightshiftException BAD_SLO_PLAN with file, line and what was expected
     */
    public static SloPlans load(Path folder, Registry registry) {
        Map<String, Path> own = own(folder);
        List<Slo> all = new ArrayList<>();
        for (String name : SHIPPED) {
            if (!own.containsKey(name)) {
                all.addAll(new PlanFile(name, registry).read(shipped(name)));
            }
        }
        own.values()
                .forEach(
                        file ->
                                all.addAll(
                                        new PlanFile(file.toString(), registry).read(text(file))));
        Map<String, Slo> slos = new LinkedHashMap<>();
        for (Slo slo : all) {
            Slo twin = slos.put(slo.name(), slo);
            if (twin != null) {
                throw refused(
                        "SLO plan %s: '%s' is there already, at %s."
                                .formatted(slo.place(), slo.name(), twin.place()),
                        null);
            }
        }
        return new SloPlans(slos);
    }

    /** All of them, the shipped ones first. */
    public List<Slo> all() {
        return List.copyOf(slos.values());
    }

    /**
     * Those that a probe looks at.
     *
     * @param name only that one; null for all
     * @param full with those that frequent probes leave out
     * @throws NightshiftException NOT_FOUND
     */
    public List<Slo> asked(@Nullable String name, boolean full) {
        if (name == null) {
            return slos.values().stream().filter(slo -> full || !slo.fullOnly()).toList();
        }
        Slo slo = slos.get(name);
        if (slo == null) {
            throw new NightshiftException(
                    FailureCode.NOT_FOUND,
                    "There is no SLO '%s'.".formatted(name),
                    "nightshift slo plan lists them.");
        }
        return List.of(slo);
    }

    private static Map<String, Path> own(Path folder) {
        Map<String, Path> files = new java.util.TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.{yaml,yml}")) {
                found.forEach(file -> files.put(file.getFileName().toString(), file));
            } catch (IOException failure) {
                throw unreadable(folder, failure);
            }
        }
        return files;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw refused(
                        "SLO plan %s is longer than %d bytes.".formatted(file, LONGEST_FILE), null);
            }
            return Files.readString(file);
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }

    private static String shipped(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        SloPlans.class.getClassLoader().getResourceAsStream("slo/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static NightshiftException unreadable(Path path, IOException failure) {
        return refused("SLO plan %s cannot be read.".formatted(path), failure);
    }

    private static NightshiftException refused(String message, @Nullable IOException cause) {
        return new NightshiftException(
                FailureCode.BAD_SLO_PLAN,
                message,
                "See docs/guide.md, \"SLO probes\"; 'nightshift slo plan' reads all plans.",
                cause);
    }
}
