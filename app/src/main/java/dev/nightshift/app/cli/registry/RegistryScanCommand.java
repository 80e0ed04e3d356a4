package dev.nightshift.app.cli.registry;

import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.registry.source.SourceScan;
import dev.nightshift.alerts.registry.source.report.RegistryDraft;
import dev.nightshift.alerts.registry.source.report.SourceReport;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Json;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code registry scan}. */
@Command(
        name = "scan",
        description = {
            "Scans a JavaScript or TypeScript code base for alerts.",
            "Finds every sendAlert, what is sent past it, and store calls without a company.",
            "Needs no store, and changes nothing in the folder."
        })
public final class RegistryScanCommand implements Callable<Integer> {
    @Option(
            names = "--source",
            paramLabel = "DIR",
            required = true,
            description = "The folder of the code base.")
    private @Nullable Path source;

    @Option(
            names = "--draft",
            paramLabel = "FILE",
            description = "Writes a draft of the registry for it to this file.")
    private @Nullable Path draft;

    private final Session session;

    /** The command in a session. */
    public RegistryScanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        SourceReport report = SourceScan.of(java.util.Objects.requireNonNull(source));
        if (draft != null) {
            RegistryDraft written =
                    RegistryDraft.of(report, RegistryLoader.shipped().registry().tabs());
            write(draft, Json.pretty(written) + "\n");
            session.printer()
                    .note(
                            "wrote %s, entries: %d; owners and features are for you to fill in"
                                    .formatted(draft, written.entries().size()));
        }
        session.printer().result(report, SourceReportText::of);
        return 0;
    }

    private static void write(Path file, String json) {
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new NightshiftException(
                    FailureCode.FILE_UNREADABLE,
                    "The draft cannot be written to %s.".formatted(file),
                    "Name a file in a folder that exists and that you may write to.",
                    e);
        }
    }
}
