package dev.nightshift.app.cli.backfill;

import dev.nightshift.jobs.backfill.BackfillOptions;
import dev.nightshift.jobs.backfill.stages.StageSize;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** How a backfill is planned or run. Filled by picocli. */
final class CourseOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--stages",
            paramLabel = "N|P%,...",
            defaultValue = "5,10%,25%,100%",
            description =
                    "How far each stage reaches, in companies or percent of all;"
                            + " 5,10%%,25%%,100%% by default.")
    private String stages = "";

    @Option(
            names = "--pin",
            paramLabel = "COMPANY=STAGE",
            description = "Puts a company into a stage, counted from 1.")
    private Map<String, Integer> pins = new LinkedHashMap<>();

    @Option(names = "--exclude", paramLabel = "COMPANY", description = "Leaves a company out.")
    private List<String> excluded = List.of();

    @Option(
            names = "--approve-stages",
            description = "Pauses after each stage until: nightshift backfill approve")
    private boolean approval;

    @Option(
            names = "--max-errors",
            paramLabel = "P%",
            defaultValue = "1%",
            description = "Documents of a stage that may fail; 1%% by default.")
    private String maxErrors = "";

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Documents a second at most; 0, the default, for no cap.")
    private long rate;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "Companies worked at at once, 1 to 16; 4 by default.")
    private int concurrency;

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long old values are kept for a rollback; 30 by default.")
    private int keepDays;

    @Option(
            names = "--no-pre-images",
            description = "Keeps no old values: faster, and there is no way back.")
    private boolean noImages;

    BackfillOptions options() {
        Map<CompanyId, Integer> pinned = new LinkedHashMap<>();
        pins.forEach((company, stage) -> pinned.put(new CompanyId(company), stage));
        return new BackfillOptions(
                StageSize.parse(stages),
                pinned,
                excluded.stream().map(CompanyId::new).collect(Collectors.toSet()),
                approval,
                percent(),
                rate,
                concurrency,
                !noImages,
                Duration.ofDays(keepDays),
                BackfillOptions.DEFAULT.batch());
    }

    private double percent() {
        String number = maxErrors.endsWith("%") ? maxErrors.replaceFirst("%$", "") : maxErrors;
        if (!number.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--max-errors is no share such as 1% or 0.5%.");
        }
        return Double.parseDouble(number);
    }
}
