package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells systems that keep incidents of their own what was decided. What they do not take is told
 * again by the next passes, for a day. Thread-safe.
 */
final class FollowUps {
    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final ContactBook book;

    FollowUps(ContactBook book) {
        this.book = book;
    }

    /**
     * What is left.
     *
     * @param deliveries what became of each message
     * @param rest to be told later; null for nothing
     * @param nextAt when
     */
    record Left(List<Document> deliveries, @Nullable Document rest, Optional<Instant> nextAt) {}

    /** Whether it is time to tell. */
    static boolean isDue(Document followUp, Instant now) {
        Date next = followUp.getDate("nextAt");
        return next == null || !next.toInstant().isAfter(now);
    }

    /** Tells whom it must of this decision. */
    Left tell(
            Sender sender,
            Document followUp,
            int level,
            Function<Contact, Notice> notices,
            Instant now) {
        List<Document> deliveries = new ArrayList<>();
        List<Document> left = new ArrayList<>();
        for (Document to : followUp.getList("to", Document.class, List.of())) {
            String outcome = tell(sender, to, notices);
            deliveries.add(
                    new Document("at", Date.from(now))
                            .append("level", level)
                            .append("contact", to.getString("contact"))
                            .append("channel", to.getString("channel"))
                            .append("action", followUp.getString("action"))
                            .append("outcome", outcome));
            if (!outcome.equals(Sender.SENT)) {
                left.add(to);
            }
        }
        int tries = followUp.getInteger("tries", 0) + 1;
        Instant since = followUp.getDate("at").toInstant();
        if (left.isEmpty() || now.isAfter(since.plus(GIVEN_UP_AFTER))) {
            return new Left(deliveries, null, Optional.empty());
        }
        Duration pause = Duration.ofMinutes(1L << Math.min(tries - 1, 4));
        Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        return new Left(
                deliveries,
                new Document("action", followUp.getString("action"))
                        .append("at", Date.from(since))
                        .append("tries", tries)
                        .append("to", left)
                        .append("nextAt", Date.from(next)),
                Optional.of(next));
    }

    private String tell(Sender sender, Document to, Function<Contact, Notice> notices) {
        Optional<Contact> contact =
                book.contacts().stream()
                        .filter(one -> one.name().equals(to.getString("contact")))
                        .findFirst();
        Optional<ChannelKind> channel = ChannelKind.of(to.getString("channel"));
        return contact.isEmpty() || channel.isEmpty()
                ? "the contact is not in the file any more"
                : sender.send(contact.get(), channel.get(), notices.apply(contact.get()));
    }
}
