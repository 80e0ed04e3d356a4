package dev.nightshift.alerts.registry.files;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.alerts.registry.scan.EmitSite;
import dev.nightshift.alerts.registry.scan.FoundSites;
import dev.nightshift.alerts.registry.scan.UnreadSite;
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
 * emits}, each with {@code place}, {@code codes} and {@code severities}. What else is there is
 * passed over.
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
    public static FoundSites read(Path file) {
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

    private static FoundSites sites(LocatedJson json) {
        JsonNode list = json.root().path("emits");
        if (!list.isArray()) {
            throw refused(
                    new RegistryProblem(json.place("$.emits"), "an array of emits is expected"));
        }
        List<EmitSite> sites = new ArrayList<>();
        List<UnreadSite> unread = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode emit = list.get(i);
            String file = emit.path("place").path("file").asString("");
            int line = emit.path("place").path("line").asInt(0);
            if (!emit.isObject() || file.isEmpty() || !emit.path("codes").isArray()) {
                throw refused(
                        new RegistryProblem(
                                json.place("$.emits[%d]".formatted(i)),
                                "an object with place and codes is expected"));
            }
            List<String> codes = EntryJson.strings(emit.path("codes"));
            Severity severity = severity(EntryJson.strings(emit.path("severities")));
            for (String code : codes) {
                if (!code.contains("*")) {
                    sites.add(new EmitSite(code, severity, file, "", line));
                }
            }
            if (codes.isEmpty() || codes.stream().anyMatch(code -> code.contains("*"))) {
                unread.add(
                        new UnreadSite(
                                file,
                                "",
                                line,
                                "the code is known only when it runs",
                                codes.isEmpty() ? "" : codes.getFirst()));
            }
        }
        return new FoundSites(sites, unread);
    }

    // One that is chosen while the code runs cannot be compared.
    private static @Nullable Severity severity(List<String> named) {
        return named.size() != 1
                ? null
                : Arrays.stream(Severity.values())
                        .filter(known -> known.name().equals(named.getFirst()))
                        .findFirst()
                        .orElse(null);
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
