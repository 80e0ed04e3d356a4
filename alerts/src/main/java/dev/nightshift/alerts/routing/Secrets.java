package dev.nightshift.alerts.routing;

import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Secrets, which are never in the configuration itself: it names a variable or a private file. */
final class Secrets {
    private final Map<String, String> environment;

    Secrets(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The secret, or empty with the reason told. */
    Optional<String> read(
            String what,
            Optional<String> variable,
            Optional<String> file,
            java.util.function.Consumer<ContactProblem> problem) {
        if (variable.isPresent()) {
            Optional<String> value = Optional.ofNullable(environment.get(variable.get()));
            if (value.isEmpty()) {
                problem.accept(
                        new ContactProblem(
                                what,
                                "the variable %s is not set".formatted(variable.get()),
                                "set it where nightshift starts"));
            }
            return value;
        }
        return file.flatMap(path -> fromFile(what, Path.of(path), problem));
    }

    private static Optional<String> fromFile(
            String what, Path file, java.util.function.Consumer<ContactProblem> problem) {
        try {
            if (PrivateFiles.isShared(file)) {
                problem.accept(
                        new ContactProblem(
                                what, "others may read %s".formatted(file), "run chmod 600 on it"));
                return Optional.empty();
            }
            return Optional.of(Files.readString(file).strip());
        } catch (IOException unreadable) {
            problem.accept(
                    new ContactProblem(
                            what,
                            "%s cannot be read".formatted(file),
                            "give the account of nightshift that file, or name another"));
            return Optional.empty();
        }
    }
}
