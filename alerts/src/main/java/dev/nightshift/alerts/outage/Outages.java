package dev.nightshift.alerts.outage;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.channels.Channels;
import dev.nightshift.alerts.channels.DeliveryFailed;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.emit.Keys;
import dev.nightshift.alerts.emit.Standby;
import dev.nightshift.alerts.emit.Waiting;
import dev.nightshift.alerts.escalation.Timetable;
import dev.nightshift.alerts.outage.Outage.Told;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.Meanwhile;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells people that alerts wait while MongoDB is away: one notice for all of them to each contact,
 * once half a minute has passed; again by the timetable while it is CRITICAL. Whoever was told is
 * in a file beside the journals, so that no other process and no later one tells it again, and the
 * record has it when MongoDB is back. Maintenance windows are in MongoDB: they are not known here.
 * Thread-safe.
 */
public final class Outages implements Standby {
    /** What the notice is called. */
    public static final String AWAY = "NIGHTSHIFT_ALERTS_DEPENDENCY_MONGODB";

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(Outages.class);

    private final Path spool;
    private final OutageFile file;
    private final Supplier<ContactBook> contacts;
    private final Keys keys;
    private final Consumer<Document> record;
    private final InstantSource clock;
    private @Nullable ContactBook book;
    private @Nullable Channels channels;
    private Instant looked = Instant.MIN;

    /**
     * For a process that may have alerts that wait.
     *
     * @param spool where the journals are
     * @param contacts read when somebody is to be told
     * @param record takes down the group that stood for the outage, when that is possible again
     */
    public Outages(
            Path spool,
            Supplier<ContactBook> contacts,
            Keys keys,
            Consumer<Document> record,
            InstantSource clock) {
        this.spool = spool;
        this.file = new OutageFile(spool);
        this.contacts = contacts;
        this.keys = keys;
        this.record = record;
        this.clock = clock;
    }

    /**
     * What a look at the waiting alerts did.
     *
     * @param waiting WARNING and CRITICAL alerts that wait
     */
    public record Outcome(int waiting, int sent, int failed) {}

    @Override
    public synchronized void waiting(boolean mongodbIsAway) {
        Instant now = clock.instant();
        if (now.isBefore(looked.plus(LOOK)) && !now.isBefore(looked)) {
            return;
        }
        looked = now;
        var _ = pass(mongodbIsAway);
    }

    /** Tells whoever is to be told now. */
    public synchronized Outcome pass(boolean mongodbIsAway) {
        Instant now = clock.instant();
        try {
            List<Waiting> all = Waiting.in(spool, keys);
            boolean isLong =
                    all.stream().anyMatch(one -> !one.first().isAfter(now.minus(PATIENCE)));
            int[] count = new int[2];
            if (isLong) {
                String title = mongodbIsAway ? "MongoDB is away" : "Alerts cannot be recorded";
                file.alone(known -> tell(known, all, title, now, count));
            }
            return new Outcome(all.size(), count[0], count[1]);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void tell(
            Optional<Outage> known, List<Waiting> all, String title, Instant now, int[] count)
            throws IOException {
        Outage outage =
                known.filter(one -> one.endedAt() == null)
                        .orElseGet(
                                () ->
                                        Outage.begin(
                                                now, known.map(Outage::members).orElse(List.of())));
        for (Contact contact : book().contacts()) {
            List<Waiting> theirs = theirs(contact, all, now);
            if (!theirs.isEmpty()) {
                List<Told> told = tell(outage, contact, theirs, title, now, count);
                if (!told.isEmpty()) {
                    outage = outage.with(told, theirs);
                    // After each contact: who dies here must not leave them to be told again.
                    file.write(outage);
                }
            }
        }
    }

    private static List<Waiting> theirs(Contact contact, List<Waiting> all, Instant now) {
        boolean asleep = contact.quietHours().flatMap(hours -> hours.endAfter(now)).isPresent();
        return all.stream()
                .filter(one -> contact.takes(one.companyId()) && contact.takes(one.severity()))
                .filter(one -> !asleep || one.severity() == Severity.CRITICAL)
                .toList();
    }

    private List<Told> tell(
            Outage outage,
            Contact contact,
            List<Waiting> theirs,
            String title,
            Instant now,
            int[] count) {
        Severity worst =
                theirs.stream().map(Waiting::severity).max(Severity::compareTo).orElseThrow();
        Optional<Told> last = outage.last(contact.name(), worst);
        int level = last.map(Told::level).orElse(0) + 1;
        Instant since = last.map(Told::since).orElse(now);
        boolean isDue =
                last.isEmpty()
                        ? theirs.stream().anyMatch(one -> !outage.knows(one))
                        : worst == Severity.CRITICAL
                                && Timetable.at(worst, level)
                                        .filter(at -> !since.plus(at).isAfter(now))
                                        .isPresent();
        List<Told> told = new ArrayList<>();
        if (!isDue) {
            return told;
        }
        Notice notice = notice(outage, theirs, title, worst, level);
        for (ChannelKind channel : ChannelKind.values()) {
            String address = contact.addresses().get(channel);
            if (address != null && Timetable.uses(channel, worst, level)) {
                try {
                    channels().send(channel, notice, address);
                    told.add(new Told(contact.name(), channel.wire(), worst, level, since, now));
                    count[0]++;
                } catch (DeliveryFailed failed) {
                    count[1]++;
                    log.atWarn()
                            .addKeyValue("module", "alerts")
                            .addKeyValue("event", "outage.untold")
                            .log("{} by {}: {}", contact.name(), channel, failed.getMessage());
                }
            }
        }
        return told;
    }

    private static Notice notice(
            Outage outage, List<Waiting> waiting, String title, Severity worst, int level) {
        Map<String, Integer> codes = new TreeMap<>();
        waiting.forEach(one -> codes.merge(one.code(), 1, Integer::sum));
        List<String> companies = waiting.stream().map(Waiting::companyId).distinct().toList();
        List<String> lines = new ArrayList<>();
        lines.add("companies: " + String.join(", ", companies.stream().limit(20).toList()));
        codes.forEach((code, number) -> lines.add("%s  %d".formatted(code, number)));
        Alert told = away(worst, "%s; %s.".formatted(title, wait(waiting.size())));
        return new Notice(
                outage.id(),
                companies.getFirst(),
                companies.size(),
                told.code(),
                worst,
                told.message(),
                level,
                waiting.size(),
                Notice.Action.TRIGGER,
                Notice.Kind.GROUP,
                lines);
    }

    private static String wait(int number) {
        return number == 1 ? "1 alert waits" : number + " alerts wait";
    }

    private static Alert away(Severity severity, String message) {
        return Alert.of(AWAY, severity, message);
    }

    @Override
    public Map<String, Meanwhile> told() {
        Map<String, Meanwhile> told = new HashMap<>();
        if (!file.exists()) {
            return told;
        }
        try {
            file.alone(
                    known -> {
                        if (known.isPresent()) {
                            Outage outage = known.get();
                            outage.members().forEach(one -> told.put(one.matter(), of(one)));
                            if (outage.endedAt() == null) {
                                record.accept(OutageGroup.document(outage, clock.instant()));
                                file.write(outage.ended(clock.instant()));
                            }
                        }
                    });
        } catch (IOException unwritable) {
            unkept(unwritable);
        }
        return told;
    }

    private static Meanwhile of(Outage.Member member) {
        Told last = member.deliveries().getLast();
        Instant since =
                member.deliveries().stream()
                        .map(Told::since)
                        .min(Instant::compareTo)
                        .orElse(last.since());
        return new Meanwhile(
                member.group(),
                member.severity(),
                last.level(),
                since,
                Timetable.at(member.severity(), last.level() + 1).map(since::plus),
                member.deliveries().stream()
                        .map(
                                one ->
                                        new Document("at", Date.from(one.at()))
                                                .append("level", one.level())
                                                .append("contact", one.contact())
                                                .append("channel", one.channel())
                                                .append("outcome", "sent")
                                                .append("by", member.group()))
                        .toList());
    }

    @Override
    public void recorded(Collection<String> matters) {
        try {
            file.alone(
                    known -> {
                        if (known.isPresent()) {
                            Outage rest = known.get().without(List.copyOf(matters));
                            if (rest.members().isEmpty()) {
                                file.delete();
                            } else {
                                file.write(rest);
                            }
                        }
                    });
        } catch (IOException unwritable) {
            unkept(unwritable);
        }
    }

    /** Recording goes on: at worst somebody is told of the same again. */
    private static void unkept(IOException why) {
        log.atWarn()
                .addKeyValue("module", "alerts")
                .addKeyValue("event", "outage.unkept")
                .log("Who was told of waiting alerts cannot be kept: {}", why.toString());
    }

    private ContactBook book() {
        ContactBook known = book;
        if (known == null) {
            known = contacts.get();
            book = known;
        }
        return known;
    }

    private Channels channels() {
        Channels known = channels;
        if (known == null) {
            known =
                    new Channels(
                            book().gateways(),
                            kind -> log.error("The channel {} rests: it failed too often", kind),
                            kind -> {});
            channels = known;
        }
        return known;
    }
}
