package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done about an open alert at a moment.
 *
 * @param level the level it then has; 0 when nobody was told yet
 * @param sendings whom to tell now
 * @param digests whose quiet hours are over: it belongs into their one message
 * @param waiting contacts that sleep and are to have it in the morning, by name
 * @param levelAt when the next level is due; empty for never
 * @param nextAt when to look again; empty for never
 */
record Step(
        int level,
        List<Sending> sendings,
        List<Contact> digests,
        List<String> waiting,
        Optional<Instant> levelAt,
        Optional<Instant> nextAt) {
    /** One message. */
    record Sending(Contact contact, ChannelKind channel) {}

    Step {
        sendings = List.copyOf(sendings);
        digests = List.copyOf(digests);
        waiting = List.copyOf(waiting);
    }

    /** The step function: nothing in it but its arguments. */
    static Step of(Document alert, List<Contact> contacts, Optional<Instant> mutedTo, Instant now) {
        Document escalation = alert.get("escalation", new Document());
        int level = escalation.getInteger("level", 0);
        List<String> waited = escalation.getList("waiting", String.class, List.of());
        Optional<Instant> levelAt = instant(escalation.getDate("levelAt"));
        if (alert.get("resolution") != null || alert.get("ack") != null) {
            return none(level, List.of(), Optional.empty(), Optional.empty());
        }
        if (mutedTo.isPresent()) {
            return none(level, waited, levelAt, mutedTo);
        }
        boolean onlyTheMorning =
                levelAt.filter(at -> at.isAfter(now)).isPresent()
                        || (levelAt.isEmpty() && isLast(alert, level));
        Turn turn = new Turn(alert, onlyTheMorning ? 0 : level + 1, waited);
        contacts.forEach(contact -> turn.ask(contact, now));
        if (onlyTheMorning) {
            return turn.step(level, levelAt);
        }
        if (turn.sendings.isEmpty() && turn.digests.isEmpty() && !turn.waiting.isEmpty()) {
            // Everybody sleeps: the level waits for the first who wakes.
            return turn.step(level, turn.morning);
        }
        return turn.step(level + 1, nextLevelAt(escalation, turn.severity, level + 1, now));
    }

    /** Whether all levels were told, and somebody who slept is all that is left. */
    private static boolean isLast(Document alert, int level) {
        return level > 0
                && Timetable.at(Severity.valueOf(alert.getString("severity")), level + 1).isEmpty();
    }

    private static Step none(
            int level, List<String> waiting, Optional<Instant> levelAt, Optional<Instant> nextAt) {
        return new Step(level, List.of(), List.of(), waiting, levelAt, nextAt);
    }

    /** What one look at an alert finds for each contact. */
    private static final class Turn {
        private final Severity severity;
        private final int level;
        private final List<String> waited;
        private final List<Sending> sendings = new ArrayList<>();
        private final List<Contact> digests = new ArrayList<>();
        private final List<String> waiting = new ArrayList<>();
        private Optional<Instant> morning = Optional.empty();

        /** Level 0 for a look at who woke up only. */
        Turn(Document alert, int level, List<String> waited) {
            this.severity = Severity.valueOf(alert.getString("severity"));
            this.level = level;
            this.waited = waited;
        }

        void ask(Contact contact, Instant now) {
            if (!contact.takes(severity)) {
                return;
            }
            Optional<Instant> quiet =
                    severity == Severity.WARNING
                            ? contact.quietHours().flatMap(hours -> hours.endAfter(now))
                            : Optional.empty();
            boolean known = waited.contains(contact.name());
            if (quiet.isPresent()) {
                if (level > 0 || known) {
                    waiting.add(contact.name());
                    morning =
                            Stream.concat(morning.stream(), quiet.stream()).min(Instant::compareTo);
                }
            } else if (known) {
                digests.add(contact);
            } else if (level > 0) {
                for (ChannelKind channel : ChannelKind.values()) {
                    if (contact.addresses().containsKey(channel)
                            && Timetable.uses(channel, severity, level)) {
                        sendings.add(new Sending(contact, channel));
                    }
                }
            }
        }

        Step step(int reached, Optional<Instant> levelAt) {
            return new Step(
                    reached,
                    sendings,
                    digests,
                    waiting,
                    levelAt,
                    Stream.concat(levelAt.stream(), morning.stream()).min(Instant::compareTo));
        }
    }

    private static Optional<Instant> nextLevelAt(
            Document escalation, Severity severity, int level, Instant now) {
        Instant begin = instant(escalation.getDate("startedAt")).orElse(now);
        Optional<Duration> own = Timetable.at(severity, level);
        // A step that came late, after an outage or a night, keeps the table's pause: it does not
        // bring all levels at once.
        return Timetable.at(severity, level + 1)
                .map(
                        due -> {
                            Instant at = begin.plus(due);
                            return at.isAfter(now)
                                    ? at
                                    : now.plus(due.minus(own.orElse(Duration.ZERO)));
                        });
    }

    private static Optional<Instant> instant(@Nullable Date date) {
        return Optional.ofNullable(date).map(Date::toInstant);
    }
}
