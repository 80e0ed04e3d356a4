package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.channels.Channels;
import dev.nightshift.alerts.channels.DeliveryFailed;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does what is due: takes each alert for itself by compare and set, tells whom it must, and writes
 * down who was reached. What was taken by a process that died is due again two minutes later; a
 * channel that failed is tried again a minute later. Thread-safe, in any number of processes.
 */
public final class Escalations {
    private static final Duration TAKEN = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final int STORM = 3;
    private static final Document NONE = new Document();

    private final AlertStore store;
    private final Mutes mutes;
    private final ContactBook book;
    private final Channels channels;
    private final InstantSource clock;

    /** Over open stores. */
    public Escalations(
            AlertStore store,
            Mutes mutes,
            ContactBook book,
            Channels channels,
            InstantSource clock) {
        this.store = store;
        this.mutes = mutes;
        this.book = book;
        this.channels = channels;
        this.clock = clock;
    }

    private record Taken(TenantContext context, Document alert, Step step) {}

    /**
     * One pass over these companies. The same code in three of them or more is one message with
     * their number.
     */
    public Outcome pass(List<TenantContext> companies) {
        Map<String, List<Taken>> byCode = new LinkedHashMap<>();
        for (TenantContext context : companies) {
            take(context)
                    .forEach(
                            taken ->
                                    byCode.computeIfAbsent(
                                                    taken.alert().getString("code")
                                                            + taken.step().level(),
                                                    any -> new ArrayList<>())
                                            .add(taken));
        }
        int alerts = 0;
        int sent = 0;
        int failed = 0;
        for (List<Taken> same : byCode.values()) {
            boolean storm =
                    same.stream().map(taken -> taken.context().companyId()).distinct().count()
                            >= STORM;
            Map<Step.Sending, String> told = new LinkedHashMap<>();
            for (Taken taken : same) {
                List<Document> deliveries = new ArrayList<>();
                for (Step.Sending sending : taken.step().sendings()) {
                    String outcome =
                            storm && told.containsKey(sending)
                                    ? told.get(sending)
                                    : send(taken, sending, storm ? same.size() : 1);
                    told.put(sending, outcome);
                    deliveries.add(delivery(taken, sending, outcome));
                    if (outcome.equals("sent")) {
                        sent++;
                    } else {
                        failed++;
                    }
                }
                alerts++;
                conclude(taken, deliveries);
            }
        }
        return new Outcome(alerts, sent, failed);
    }

    /**
     * What a pass did.
     *
     * @param alerts looked at
     * @param sent messages that were taken by their channel, grouped ones counted for each alert
     * @param failed messages that were not
     */
    public record Outcome(int alerts, int sent, int failed) {}

    private List<Taken> take(TenantContext context) {
        Instant now = clock.instant();
        List<Taken> taken = new ArrayList<>();
        List<Document> due = store.due(context, now);
        if (due.isEmpty()) {
            return taken;
        }
        List<Document> windows = mutes.current(context);
        for (Document alert : due) {
            Document escalation = alert.get("escalation", NONE);
            Document asItIs =
                    new Document("escalation.nextAt", escalation.getDate("nextAt"))
                            .append("escalation.level", escalation.getInteger("level", 0));
            store.change(
                            context,
                            alert.getString("_id"),
                            asItIs,
                            new Document("escalation.nextAt", Date.from(now.plus(TAKEN))),
                            NONE)
                    .ifPresent(
                            mine ->
                                    taken.add(
                                            new Taken(
                                                    context,
                                                    mine,
                                                    Step.of(
                                                            mine,
                                                            book.of(context.companyId()),
                                                            Mutes.end(
                                                                    windows,
                                                                    mine.getString("code")),
                                                            now))));
        }
        return taken;
    }

    private String send(Taken taken, Step.Sending sending, int companies) {
        try {
            channels.send(
                    sending.channel(),
                    notice(taken, companies),
                    java.util.Objects.requireNonNull(
                            sending.contact().addresses().get(sending.channel())));
            return "sent";
        } catch (DeliveryFailed failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private static Notice notice(Taken taken, int companies) {
        Document alert = taken.alert();
        return new Notice(
                alert.getString("_id"),
                taken.context().companyId(),
                companies,
                alert.getString("code"),
                Severity.valueOf(alert.getString("severity")),
                alert.getString("message"),
                taken.step().level(),
                alert.get("occurrences", Number.class).longValue(),
                Notice.Action.TRIGGER);
    }

    private Document delivery(Taken taken, Step.Sending sending, String outcome) {
        return new Document("at", Date.from(clock.instant()))
                .append("level", taken.step().level())
                .append("contact", sending.contact().name())
                .append("channel", sending.channel().wire())
                .append("outcome", outcome);
    }

    /** When no channel took it, the level is not reached: it is tried again. */
    private void conclude(Taken taken, List<Document> deliveries) {
        boolean reached =
                deliveries.isEmpty()
                        || deliveries.stream()
                                .anyMatch(one -> one.getString("outcome").equals("sent"));
        Optional<Instant> nextAt =
                reached ? taken.step().nextAt() : Optional.of(clock.instant().plus(AGAIN));
        int before = taken.alert().get("escalation", NONE).getInteger("level", 0);
        Document set =
                new Document("escalation.level", reached ? taken.step().level() : before)
                        .append("escalation.nextAt", nextAt.map(Date::from).orElse(null));
        Document mine =
                new Document(
                        "escalation.nextAt",
                        taken.alert().get("escalation", NONE).getDate("nextAt"));
        Document push =
                deliveries.isEmpty()
                        ? NONE
                        : new Document(
                                "deliveries",
                                new Document("$each", deliveries).append("$slice", -100));
        var _ = store.change(taken.context(), taken.alert().getString("_id"), mine, set, push);
    }
}
