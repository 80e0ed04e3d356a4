package dev.nightshift.jobs.sloprobe.results;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What one day's probes measured of an SLO of a company; the names are the JSON contract.
 *
 * @param day in UTC
 * @param probes how many
 * @param breaches of them
 * @param total requests that count for the error budget
 * @param good of them within budget
 * @param p95Ms of all requests of the day together, within 1 %; null for SLOs about shares
 */
public record SloDay(
        String slo,
        LocalDate day,
        long probes,
        long breaches,
        long total,
        long good,
        @Nullable Double p95Ms) {
    /** Requests that were not good. */
    public long bad() {
        return total - good;
    }
}
