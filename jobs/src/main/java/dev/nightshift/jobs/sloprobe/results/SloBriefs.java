package dev.nightshift.jobs.sloprobe.results;

import java.time.Instant;
import java.util.Map;

/**
 * Where a company's SLOs stand, in short.
 *
 * @param bySlo those that were ever measured
 * @param newest when one of them was measured last
 */
public record SloBriefs(Map<String, SloBrief> bySlo, Instant newest) {
    public SloBriefs {
        bySlo = Map.copyOf(bySlo);
    }
}
