package dev.nightshift.app.cli.imports;

import dev.nightshift.jobs.csvimport.order.ImportOptions;
import dev.nightshift.jobs.csvimport.order.MaxRejects;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.util.Locale;

/** What an import may do to the leads that are there. Filled by picocli. */
final class MergeOptions {
    enum OnBlank {
        KEEP,
        CLEAR
    }

    @Option(names = "--dry-run", description = "Predicts the exact counts and writes nothing.")
    private boolean dryRun;

    @Option(
            names = "--on-blank",
            paramLabel = "keep|clear",
            defaultValue = "keep",
            converter = OnBlankConverter.class,
            description =
                    "What a blank cell does to a field that has a value; keep by default. Phone and"
                            + " e-mail are never cleared.")
    private OnBlank onBlank = OnBlank.KEEP;

    @Option(
            names = "--max-rejects",
            paramLabel = "N|P%",
            description = "Stops when more rows, or a larger share of them, are rejected.")
    private @Nullable String maxRejects;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where the rejected rows go; a file of the data dir by default.")
    private @Nullable Path rejects;

    @Option(
            names = "--force",
            description = "Imports a file again that was imported before; safe to repeat.")
    private boolean force;

    ImportOptions with(FileOptions file) {
        return new ImportOptions(
                file.vendor(),
                file.map(),
                dryRun,
                onBlank == OnBlank.CLEAR,
                maxRejects == null ? MaxRejects.NONE : MaxRejects.parse(maxRejects),
                rejects == null ? null : rejects.toAbsolutePath().toString(),
                force);
    }

    static final class OnBlankConverter implements ITypeConverter<OnBlank> {
        @Override
        public OnBlank convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "keep" -> OnBlank.KEEP;
                case "clear" -> OnBlank.CLEAR;
                default ->
                        throw new TypeConversionException(
                                "'%s' is neither keep nor clear".formatted(value));
            };
        }
    }
}
