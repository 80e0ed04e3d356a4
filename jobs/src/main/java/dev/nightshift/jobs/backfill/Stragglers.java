package dev.nightshift.jobs.backfill;

import dev.nightshift.migrations.ledger.CompanyRecord;
import dev.nightshift.migrations.ledger.CompanyState;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Companies at work for much longer than others took under the same limits. What was done before
 * the rate, or the concurrency, was set says nothing about what is done since.
 */
final class Stragglers {
    /** When the limits were set last, among a migration's options; absent when they never were. */
    private static final String PACED_AT = "pacedAt";

    private static final int SLOWER = 3;
    private static final long LEAST_MS = 1_000;

    private Stragglers() {}

    /** Options with these limits from now on; unchanged limits are as old as they were. */
    static Map<String, String> paced(
            Map<String, String> before, BackfillOptions after, Instant now) {
        BackfillOptions options = BackfillOptions.of(before);
        Map<String, String> paced = new LinkedHashMap<>(after.toParameters());
        boolean same =
                options.rate() == after.rate() && options.concurrency() == after.concurrency();
        String at = same ? before.get(PACED_AT) : now.toString();
        if (at != null) {
            paced.put(PACED_AT, at);
        }
        return paced;
    }

    /** Their names. */
    static List<String> of(List<CompanyRecord> records, Map<String, String> options, Instant now) {
        Instant since = since(options);
        long[] took =
                records.stream()
                        .filter(record -> record.state() == CompanyState.DONE)
                        .filter(record -> isBegunAfter(record, since))
                        .map(record -> record.durationMs(now))
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
        if (took.length == 0) {
            return List.of();
        }
        long longest = Math.max(LEAST_MS, took[took.length / 2]) * SLOWER;
        return records.stream()
                .filter(record -> record.state() == CompanyState.RUNNING)
                .filter(record -> atWorkMs(record, since, now) > longest)
                .map(record -> record.company().value())
                .toList();
    }

    private static boolean isBegunAfter(CompanyRecord record, Instant since) {
        Instant began = record.startedAt();
        return began != null && !began.isBefore(since);
    }

    private static long atWorkMs(CompanyRecord record, Instant since, Instant now) {
        Instant began = record.startedAt();
        return began == null
                ? 0
                : Duration.between(began.isBefore(since) ? since : began, now).toMillis();
    }

    private static Instant since(Map<String, String> options) {
        @Nullable String at = options.get(PACED_AT);
        try {
            return at == null ? Instant.EPOCH : Instant.parse(at);
        } catch (DateTimeParseException unreadable) {
            return Instant.EPOCH;
        }
    }
}
