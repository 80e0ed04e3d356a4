package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done about an open alert at a moment.
 *
 * @param level the level it then has; 0 when nobody was told yet
 * @param sendings whom to tell now
 * @param nextAt when to look again; empty for never
 */
record Step(int level, List<Sending> sendings, Optional<Instant> nextAt) {
    /** One message. */
    record Sending(Contact contact, ChannelKind channel) {}

    Step {
        sendings = List.copyOf(sendings);
    }

    /** The step function: nothing in it but its arguments. */
    static Step of(Document alert, List<Contact> contacts, Optional<Instant> mutedTo, Instant now) {
        Document escalation = alert.get("escalation", new Document());
        int level = escalation.getInteger("level", 0);
        if (alert.get("resolution") != null || alert.get("ack") != null) {
            return new Step(level, List.of(), Optional.empty());
        }
        if (mutedTo.isPresent()) {
            return new Step(level, List.of(), mutedTo);
        }
        Severity severity = Severity.valueOf(alert.getString("severity"));
        int next = level + 1;
        List<Sending> sendings = new ArrayList<>();
        Instant morning = Instant.MAX;
        for (Contact contact : contacts) {
            Optional<Instant> quiet =
                    severity == Severity.WARNING
                            ? contact.quietHours().flatMap(hours -> hours.endAfter(now))
                            : Optional.empty();
            if (quiet.isPresent()) {
                morning = morning.isBefore(quiet.get()) ? morning : quiet.get();
                continue;
            }
            for (ChannelKind channel : ChannelKind.values()) {
                if (contact.addresses().containsKey(channel)
                        && Timetable.uses(channel, severity, next)) {
                    sendings.add(new Sending(contact, channel));
                }
            }
        }
        if (sendings.isEmpty() && morning.isBefore(Instant.MAX)) {
            // Everybody sleeps: the level waits for the first who wakes.
            return new Step(level, List.of(), Optional.of(morning));
        }
        return new Step(next, sendings, nextAt(escalation, severity, next, now));
    }

    private static Optional<Instant> nextAt(
            Document escalation, Severity severity, int level, Instant now) {
        Date started = escalation.getDate("startedAt");
        Instant begin = started == null ? now : started.toInstant();
        Optional<Duration> due = Timetable.at(severity, level + 1);
        // A step that came late, after an outage, does not bring all levels at once.
        return due.map(begin::plus)
                .map(at -> at.isAfter(now) ? at : now.plus(Duration.ofMinutes(15)));
    }
}
