package dev.nightshift.alerts.store;

import dev.nightshift.alerts.Severity;

import org.bson.Document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people were told of an alert before it could be recorded.
 *
 * @param groupId the notice that counted it
 * @param severity as which it was told
 * @param level the last that was told
 * @param since when the first was told
 * @param nextAt when the next level is due; empty for never
 * @param deliveries as they are recorded
 */
public record Meanwhile(
        String groupId,
        Severity severity,
        int level,
        Instant since,
        Optional<Instant> nextAt,
        List<Document> deliveries) {
    public Meanwhile {
        deliveries = List.copyOf(deliveries);
    }
}
