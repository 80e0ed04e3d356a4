package dev.nightshift.jobs.companies;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Counts of a run that go on where the attempt before left them. Used by one thread. */
public interface KeptCounts {
    /** Takes up what was committed; what was never committed stays as it is. */
    void restore(ExecutionContext position);

    /** Puts them where they are committed together with the position. */
    void store(ExecutionContext position);
}
