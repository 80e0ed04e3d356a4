package dev.nightshift.app.cli.backfill;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Another pace for a backfill. Filled by picocli. */
final class PaceOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Documents a second at most; 0 lifts the cap.")
    private @Nullable Long rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Companies worked at at once, 1 to 16.")
    private @Nullable Integer concurrency;

    OptionalLong rate() {
        return rate == null ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    OptionalInt concurrency() {
        return concurrency == null ? OptionalInt.empty() : OptionalInt.of(concurrency);
    }

    boolean isEmpty() {
        return rate == null && concurrency == null;
    }
}
