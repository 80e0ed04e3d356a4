package dev.nightshift.jobs.sloprobe.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be measured. */
public enum Probe {
    /** The company's own record, read through the cache. */
    COMPANY_READ(100),
    /** A marked document of the company, written durably. */
    COMPANY_WRITE(50),
    /** A marked lead: looked up by its key as an import does, and inserted. */
    LEAD_SUBMIT(50),
    /** An alert, handed over to its queue on disk. */
    ALERT_EMIT(100),
    /** A GET or HEAD of an HTTP target. */
    HTTP(20);

    private final int perSecond;

    Probe(int perSecond) {
        this.perSecond = perSecond;
    }

    /** The name in a plan, for example {@code company-read}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Requests a second where a plan says nothing. */
    public int perSecond() {
        return perSecond;
    }

    /** The probe of that name. */
    public static Optional<Probe> of(String name) {
        return Arrays.stream(values()).filter(probe -> probe.wire().equals(name)).findFirst();
    }

    /** All names, in the order of the alphabet. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Probe::wire).sorted().toList();
    }
}
