package dev.nightshift.jobs.sloprobe.plan;

import java.util.Locale;

/** What of a measurement an SLO is about. */
public enum Indicator {
    /** How long requests took, from the moment they were due. */
    LATENCY,
    /** Which share of the requests was answered as it should. */
    ANSWERED,
    /** Which share of the reads was served by the cache. */
    CACHE_HITS;

    /** The name in JSON, for example {@code cache-hits}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
