package dev.nightshift.alerts.registry.files;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.Place;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.alerts.registry.scan.EmitSite;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the JSON that {@code registry scan} prints for a foreign code base: an object with {@code
 * sites}, each with {@code code}, {@code file}, {@code line} and, where it is a constant, {@code
 * severity}. What else is there is passed over.
 */
public final class SitesFile {
    private static final long LARGEST = 64L << 20;

    private SitesFile() {}

    /**
     * The sites of a file.
     *
     * @throws NightshiftException FILE_NOT_FOUND, FILE_UNREADABLE, or BAD_REGISTRY naming line,
     *     column and path
     */
    public static List<EmitSite> read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new NightshiftException(
                    FailureCode.FILE_NOT_FOUND,
                    "There is no file '%s'.".formatted(file),
                    "Make it: nightshift registry scan --source DIR --output json > FILE");
        }
        try {
            if (Files.size(file) <= LARGEST) {
                return sites(LocatedJson.parse(file.toString(), Files.readString(file)));
            }
        } catch (LocatedJson.Malformed malformed) {
            throw refused(malformed.problem());
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
        throw unreadable(file, null);
    }

    private static List<EmitSite> sites(LocatedJson json) {
        JsonNode list = json.root().path("sites");
        if (!list.isArray()) {
            throw refused(
                    new RegistryProblem(json.place("$.sites"), "an array of sites is expected"));
        }
        List<EmitSite> sites = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Place place = json.place("$.sites[%d]".formatted(i));
            JsonNode site = list.get(i);
            if (!site.isObject()) {
                throw refused(new RegistryProblem(place, "an object is expected"));
            }
            if (site.path("code").isString()) {
                sites.add(
                        new EmitSite(
                                site.path("code").asString(),
                                severity(site.path("severity"), place),
                                site.path("file").asString(""),
                                site.path("member").asString(""),
                                site.path("line").asInt(0)));
            }
        }
        return sites;
    }

    private static @Nullable Severity severity(JsonNode severity, Place place) {
        if (!severity.isString()) {
            return null;
        }
        return Arrays.stream(Severity.values())
                .filter(known -> known.name().equals(severity.asString()))
                .findFirst()
                .orElseThrow(
                        () ->
                                refused(
                                        new RegistryProblem(
                                                place,
                                                "the severity is none of INFO, WARNING,"
                                                        + " CRITICAL")));
    }

    private static NightshiftException refused(RegistryProblem problem) {
        return new NightshiftException(
                FailureCode.BAD_REGISTRY,
                "The file of sites is malformed: %s.".formatted(problem),
                "Make it: nightshift registry scan --source DIR --output json > FILE");
    }

    private static NightshiftException unreadable(Path file, @Nullable IOException cause) {
        return new NightshiftException(
                FailureCode.FILE_UNREADABLE,
                "'%s' cannot be read as UTF-8 text of at most %d MB."
                        .formatted(file, LARGEST >> 20),
                "Make it: nightshift registry scan --source DIR --output json > FILE",
                cause);
    }
}
