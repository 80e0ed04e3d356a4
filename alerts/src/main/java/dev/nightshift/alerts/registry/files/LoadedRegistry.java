package dev.nightshift.alerts.registry.files;

import dev.nightshift.alerts.registry.Registry;
import dev.nightshift.alerts.registry.RegistryProblem;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import java.util.List;

/**
 * What was read: the entries of all files that could be, and what is wrong with the others.
 *
 * @param problems in the order of the files
 */
public record LoadedRegistry(Registry registry, List<RegistryProblem> problems) {
    public LoadedRegistry {
        problems = List.copyOf(problems);
    }

    /**
     * The registry, when every file is sound.
     *
     * @throws NightshiftException BAD_REGISTRY naming the first problem
     */
    public Registry orThrow() {
        if (problems.isEmpty()) {
            return registry;
        }
        String more = problems.size() == 1 ? "" : " (and %d more)".formatted(problems.size() - 1);
        throw new NightshiftException(
                FailureCode.BAD_REGISTRY,
                "The emit registry is malformed: %s%s.".formatted(problems.getFirst(), more),
                "See all of it with 'nightshift registry validate', and mend the file.");
    }
}
