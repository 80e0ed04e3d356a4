package dev.nightshift.app.cli.stack;

import dev.nightshift.app.terminal.Printer;
import dev.nightshift.platform.stack.StackStatus;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the embedded servers run; the component names are the JSON contract. All but {@code
 * running} and {@code dataDir} are null when they do not.
 */
record StackView(
        boolean running,
        String dataDir,
        @Nullable Long pid,
        @Nullable Instant startedAt,
        @Nullable String mongodb,
        @Nullable String redis,
        @Nullable String relational,
        @Nullable String log) {
    static StackView of(Optional<StackStatus> status, Path dataDir) {
        return status.map(
                        s ->
                                new StackView(
                                        true,
                                        s.dataDir().toString(),
                                        s.pid(),
                                        s.startedAt(),
                                        s.mongodb().orElse(null),
                                        s.redis().orElse(null),
                                        s.relational().orElse(null),
                                        s.log().toString()))
                .orElseGet(
                        () ->
                                new StackView(
                                        false,
                                        dataDir.toString(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null));
    }

    void print(Printer printer) {
        printer.result(this, StackView::text);
    }

    private String text() {
        if (!running) {
            return "The embedded servers of %s do not run.".formatted(dataDir);
        }
        return """
        The embedded servers run: process %d since %s
        MongoDB     %s
        Redis       %s
        relational  %s
        data        %s
        log         %s
        """
                .formatted(
                        pid,
                        startedAt,
                        shown(mongodb),
                        shown(redis),
                        shown(relational),
                        dataDir,
                        log);
    }

    private static String shown(@Nullable String engine) {
        return engine == null ? "(configured, not embedded)" : engine;
    }
}
