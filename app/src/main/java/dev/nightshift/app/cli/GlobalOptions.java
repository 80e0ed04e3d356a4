package dev.nightshift.app.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.Path;
import java.util.Locale;

/** The options that every command takes. Filled by picocli. */
public final class GlobalOptions {
    /** How results and failures are printed. */
    public enum Output {
        /** For people. */
        TEXT,
        /** For programs; the names are a contract. */
        JSON
    }

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = OutputConverter.class,
            scope = ScopeType.INHERIT,
            description = "How the result is printed; text by default.")
    private Output output = Output.TEXT;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "Where the embedded servers keep their data, and logs;"
                            + " NIGHTSHIFT_DATA_DIR or .nightshift by default.")
    private @Nullable Path dataDir;

    Output output() {
        return output;
    }

    @Nullable Path dataDir() {
        return dataDir;
    }

    static final class OutputConverter implements ITypeConverter<Output> {
        @Override
        public Output convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "text" -> Output.TEXT;
                case "json" -> Output.JSON;
                default ->
                        throw new TypeConversionException(
                                "'%s' is neither text nor json".formatted(value));
            };
        }
    }
}
