package dev.nightshift.app.cli.alerts;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long something lasts. Filled by picocli. */
final class SpanOption {
    private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,4})([mhd])");

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            required = true,
            description = "How long: 30m, 2h or 1d.")
    private String span = "";

    Duration duration() {
        Matcher matcher = SPAN.matcher(span.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(),
                    "--for %s is no span such as 30m, 2h or 1d.".formatted(span));
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
