package dev.nightshift.alerts.registry.scan;

import dev.nightshift.alerts.Severity;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;

/**
 * A place in the code that raises an alert.
 *
 * @param severity null where it is not a constant
 * @param file of the source
 * @param member class and method, or empty when unknown
 * @param line from 1; 0 when the class has no line numbers
 */
public record EmitSite(
        String code, @Nullable Severity severity, String file, String member, int line)
        implements Comparable<EmitSite> {
    private static final Comparator<EmitSite> ORDER =
            Comparator.comparing(EmitSite::code)
                    .thenComparing(EmitSite::file)
                    .thenComparingInt(EmitSite::line)
                    .thenComparing(site -> String.valueOf(site.severity()));

    @Override
    public int compareTo(EmitSite other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line}. */
    public String where() {
        return file + ":" + line;
    }
}
