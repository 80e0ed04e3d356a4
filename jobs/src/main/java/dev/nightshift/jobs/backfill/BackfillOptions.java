package dev.nightshift.jobs.backfill;

import dev.nightshift.jobs.backfill.load.BatchSize;
import dev.nightshift.jobs.backfill.stages.StageSize;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.tenant.CompanyId;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a backfill is done. Kept with the migration, so that a resume goes on the same way.
 *
 * @param stages how far each reaches
 * @param pins companies that are in a stage of their own choosing, from 1
 * @param excluded companies that are left out
 * @param approval whether each stage but the last waits for {@code backfill approve}
 * @param maxErrorPercent of a stage's documents that may fail
 * @param rate documents a second at most, all companies together; 0 for no cap
 * @param concurrency companies worked at at once
 * @param images whether old values are kept for a rollback
 * @param keep how long
 * @param batch bounds of the batch size
 */
public record BackfillOptions(
        List<StageSize> stages,
        Map<CompanyId, Integer> pins,
        Set<CompanyId> excluded,
        boolean approval,
        double maxErrorPercent,
        long rate,
        int concurrency,
        boolean images,
        Duration keep,
        BatchSize.Terms batch) {
    /** Companies worked at at once, at most. */
    public static final int MOST_AT_ONCE = 16;

    /** Four stages, no approvals, 1 % of errors, 4 companies at once, 30 days of old values. */
    public static final BackfillOptions DEFAULT =
            new BackfillOptions(
                    StageSize.DEFAULT,
                    Map.of(),
                    Set.of(),
                    false,
                    1,
                    0,
                    4,
                    true,
                    Duration.ofDays(30),
                    BatchSize.Terms.DEFAULT);

    public BackfillOptions {
        stages = List.copyOf(stages);
        pins = Map.copyOf(pins);
        excluded = Set.copyOf(excluded);
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw usage("--concurrency is a number from 1 to %d.".formatted(MOST_AT_ONCE));
        }
        if (rate < 0) {
            throw usage("--rate is a number of documents a second; 0 lifts the cap.");
        }
        if (maxErrorPercent < 0 || maxErrorPercent > 100) {
            throw usage("--max-errors is a share from 0 to 100 percent.");
        }
        if (keep.isNegative() || keep.isZero() || keep.toDays() > 3_650) {
            throw usage("--keep-days is a number from 1 to 3650.");
        }
    }

    private static NightshiftException usage(String message) {
        return new NightshiftException(FailureCode.USAGE, message, "");
    }

    /** The same with another pace. */
    public BackfillOptions paced(long newRate, int newConcurrency) {
        return new BackfillOptions(
                stages,
                pins,
                excluded,
                approval,
                maxErrorPercent,
                newRate,
                newConcurrency,
                images,
                keep,
                batch);
    }

    /** The same without leaving these companies out. */
    public BackfillOptions including(Set<CompanyId> companies) {
        Set<CompanyId> still = new TreeSet<>(excluded);
        still.removeAll(companies);
        return new BackfillOptions(
                stages,
                pins,
                still,
                approval,
                maxErrorPercent,
                rate,
                concurrency,
                images,
                keep,
                batch);
    }

    /** As they are stored. */
    public Map<String, String> toParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("stages", joined(stages));
        parameters.put(
                "pins",
                new TreeMap<>(pins)
                        .entrySet().stream()
                                .map(pin -> pin.getKey() + "=" + pin.getValue())
                                .collect(Collectors.joining(",")));
        parameters.put("excluded", joined(new TreeSet<>(excluded)));
        parameters.put("approval", Boolean.toString(approval));
        parameters.put("maxErrorPercent", Double.toString(maxErrorPercent));
        parameters.put("rate", Long.toString(rate));
        parameters.put("concurrency", Integer.toString(concurrency));
        parameters.put("images", Boolean.toString(images));
        parameters.put("keep", keep.toString());
        parameters.put(
                "batch",
                "%d,%d,%d,%d"
                        .formatted(
                                batch.least(),
                                batch.first(),
                                batch.most(),
                                batch.target().toMillis()));
        return parameters;
    }

    /** What {@link #toParameters} made. */
    public static BackfillOptions of(Map<String, String> parameters) {
        if (!parameters.containsKey("stages")) {
            return DEFAULT;
        }
        long[] batch =
                Arrays.stream(parameters.getOrDefault("batch", "").split(",", -1))
                        .mapToLong(Long::parseLong)
                        .toArray();
        return new BackfillOptions(
                StageSize.parse(value(parameters, "stages")),
                pins(parameters.getOrDefault("pins", "")),
                companies(parameters.getOrDefault("excluded", "")),
                Boolean.parseBoolean(value(parameters, "approval")),
                Double.parseDouble(value(parameters, "maxErrorPercent")),
                Long.parseLong(value(parameters, "rate")),
                Integer.parseInt(value(parameters, "concurrency")),
                Boolean.parseBoolean(value(parameters, "images")),
                Duration.parse(value(parameters, "keep")),
                new BatchSize.Terms(
                        (int) batch[0],
                        (int) batch[1],
                        (int) batch[2],
                        Duration.ofMillis(batch[3])));
    }

    private static String value(Map<String, String> parameters, String name) {
        return java.util.Objects.requireNonNull(parameters.get(name), name);
    }

    private static Map<CompanyId, Integer> pins(String text) {
        Map<CompanyId, Integer> pins = new LinkedHashMap<>();
        for (String pin : split(text)) {
            int equals = pin.indexOf('=');
            pins.put(
                    new CompanyId(pin.substring(0, equals)),
                    Integer.valueOf(pin.substring(equals + 1)));
        }
        return pins;
    }

    /** Companies as they are stored. */
    static Set<CompanyId> companies(String text) {
        return split(text).stream().map(CompanyId::new).collect(Collectors.toSet());
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    static String joined(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
