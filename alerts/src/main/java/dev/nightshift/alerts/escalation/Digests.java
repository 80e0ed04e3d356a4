package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What waited for the end of each contact's quiet hours: one message a contact, with how many of
 * which code in which company. Used by one thread.
 */
final class Digests {
    /** The best for a list that nobody is woken for comes first. */
    private static final List<ChannelKind> ORDER =
            List.of(
                    ChannelKind.EMAIL,
                    ChannelKind.WEBHOOK,
                    ChannelKind.SMS,
                    ChannelKind.PAGERDUTY,
                    ChannelKind.DRY);

    private static final int MOST_LINES = 100;

    private final Map<Contact, List<Taken>> waiting = new LinkedHashMap<>();

    Digests(List<Taken> taken) {
        for (Taken one : taken) {
            one.step
                    .digests()
                    .forEach(
                            contact ->
                                    waiting.computeIfAbsent(contact, any -> new ArrayList<>())
                                            .add(one));
        }
    }

    void send(Sender sender, Instant now) {
        waiting.forEach((contact, alerts) -> send(sender, contact, alerts, now));
    }

    private static void send(Sender sender, Contact contact, List<Taken> alerts, Instant now) {
        Notice notice = notice(alerts);
        for (ChannelKind channel : ORDER) {
            if (contact.addresses().containsKey(channel)) {
                String outcome = sender.send(contact, channel, notice);
                Step.Sending sending = new Step.Sending(contact, channel);
                alerts.forEach(alert -> alert.told(now, sending, outcome, "digest"));
                if (outcome.equals(Sender.SENT)) {
                    return;
                }
            }
        }
        alerts.forEach(alert -> alert.missed(contact));
    }

    private static Notice notice(List<Taken> alerts) {
        Map<String, Long> counts = new TreeMap<>();
        alerts.forEach(
                alert ->
                        counts.merge(
                                alert.context.companyId() + "  " + alert.code(), 1L, Long::sum));
        Stream<String> lines =
                counts.entrySet().stream()
                        .limit(MOST_LINES)
                        .map(count -> "%s  %d".formatted(count.getKey(), count.getValue()));
        Stream<String> more =
                counts.size() > MOST_LINES
                        ? Stream.of("and %d lines more".formatted(counts.size() - MOST_LINES))
                        : Stream.empty();
        Taken first = alerts.getFirst();
        return new Notice(
                "d" + UUID.randomUUID().toString().replace("-", "").substring(0, 12),
                first.context.companyId(),
                (int) alerts.stream().map(alert -> alert.context.companyId()).distinct().count(),
                "DIGEST",
                Severity.WARNING,
                "What came in your quiet hours and nobody took yet; company, code, how many:",
                1,
                alerts.size(),
                Notice.Action.TRIGGER,
                Notice.Kind.DIGEST,
                Stream.concat(lines, more).toList());
    }
}
