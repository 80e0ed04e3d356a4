package dev.nightshift.jobs.sloprobe;

import dev.nightshift.jobs.companies.KeptCounts;
import dev.nightshift.jobs.companies.NamedCounts;
import dev.nightshift.jobs.runs.store.RunProgress;
import dev.nightshift.jobs.sloprobe.measure.Verdict;

import org.springframework.batch.infrastructure.item.ExecutionContext;

import java.util.List;

/** What a run has measured so far, all attempts together. Used by one thread. */
final class ProbeCounts implements KeptCounts {
    private static final String FAILED = "failed";
    private static final String SKIPPED = "skipped";
    private static final String REQUESTS = "requests";

    private final NamedCounts counts =
            new NamedCounts(List.of(FAILED, SKIPPED, REQUESTS, "pass", "breach", "inconclusive"));

    @Override
    public void restore(ExecutionContext position) {
        // Who is skipped is counted anew by each attempt.
        long skipped = counts.of(SKIPPED);
        counts.restore(position);
        counts.add(SKIPPED, skipped - counts.of(SKIPPED));
    }

    @Override
    public void store(ExecutionContext position) {
        counts.store(position);
    }

    void skip() {
        counts.add(SKIPPED, 1);
    }

    void company(boolean failed) {
        counts.add(NamedCounts.COMPANIES, 1);
        counts.add(FAILED, failed ? 1 : 0);
    }

    void requests(int number) {
        counts.add(REQUESTS, number);
    }

    void verdict(Verdict verdict) {
        counts.add(
                switch (verdict) {
                    case PASS -> "pass";
                    case BREACH -> "breach";
                    case INCONCLUSIVE -> "inconclusive";
                },
                1);
    }

    RunProgress progress(long total) {
        return counts.progress(total);
    }
}
