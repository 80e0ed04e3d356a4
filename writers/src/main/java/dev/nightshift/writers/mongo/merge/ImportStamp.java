package dev.nightshift.writers.mongo.merge;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;

/**
 * When an import began, cut to the milliseconds that documents keep: the {@code updatedAt} of all
 * that it writes, by which its own changes are told from others'.
 */
public record ImportStamp(Instant at) {
    public ImportStamp {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** As documents hold it. */
    public Date toDate() {
        return Date.from(at);
    }

    /** Whether a lead with this {@code updatedAt} was last written by the import. */
    public boolean isOn(@Nullable Object updatedAt) {
        return updatedAt instanceof Date date && date.toInstant().equals(at);
    }
}
