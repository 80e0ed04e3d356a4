package dev.nightshift.platform.stack;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What a background process that did not start leaves for the command that waits for it. */
record StackFailure(FailureCode code, String message, String hint) {
    static StackFailure of(NightshiftException failure) {
        return new StackFailure(failure.code(), failure.message(), failure.hint());
    }

    NightshiftException toException() {
        return new NightshiftException(code, message, hint);
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(file, JsonMapper.shared().writeValueAsString(this));
    }

    static Optional<StackFailure> read(Path file) throws IOException {
        try {
            return Optional.of(
                    JsonMapper.shared().readValue(Files.readString(file), StackFailure.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }
}
