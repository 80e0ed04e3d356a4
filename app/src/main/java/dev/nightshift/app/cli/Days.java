package dev.nightshift.app.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

/** Reads {@code 90d} or {@code 90}: days. */
public final class Days implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        if (!value.matches("\\d{1,6}d?")) {
            throw new TypeConversionException(
                    "'%s' is not a number of days such as 90d".formatted(value));
        }
        return Duration.ofDays(Long.parseLong(value.replace("d", "")));
    }
}
