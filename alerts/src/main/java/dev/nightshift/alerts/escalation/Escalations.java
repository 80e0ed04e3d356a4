package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.channels.Channels;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.store.AlertStore;
import dev.nightshift.alerts.store.Dependency;
import dev.nightshift.alerts.store.FollowUp;
import dev.nightshift.alerts.store.PassLease;
import dev.nightshift.alerts.store.ServiceAlerts;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Does what is due: takes each alert for itself by compare and set, tells whom it must, and writes
 * down who was reached. One pass at a time, in any number of processes. What was taken by a process
 * that died is due again two minutes later; a channel that failed is tried again a minute later
 * when no other took the alert. Thread-safe.
 */
public final class Escalations {
    private static final Duration TAKEN = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Document NONE = new Document();

    private final AlertStore store;
    private final ServiceAlerts service;
    private final Mutes mutes;
    private final ContactBook book;
    private final Channels channels;
    private final Supplier<PassLease> leases;
    private final BooleanSupplier redisAnswers;
    private final InstantSource clock;

    /** Over open stores. */
    public Escalations(
            AlertStore store,
            ServiceAlerts service,
            Mutes mutes,
            ContactBook book,
            Channels channels,
            Supplier<PassLease> leases,
            BooleanSupplier redisAnswers,
            InstantSource clock) {
        this.store = store;
        this.service = service;
        this.mutes = mutes;
        this.book = book;
        this.channels = channels;
        this.leases = leases;
        this.redisAnswers = redisAnswers;
        this.clock = clock;
    }

    /**
     * What a pass did.
     *
     * @param alerts looked at
     * @param sent messages that were taken by their channel
     * @param failed messages that were not
     */
    public record Outcome(int alerts, int sent, int failed) {}

    /** One pass over these companies; nothing while another pass is at work. */
    public Outcome pass(List<TenantContext> companies) {
        try (PassLease lease = leases.get()) {
            if (!lease.take()) {
                return new Outcome(0, 0, 0);
            }
            Sender sender = new Sender(channels, lease::renew);
            List<Document> unfinished = service.unfinished();
            unfinished.forEach(group -> follow(group, sender));
            unfinished.forEach(this::dependencyIsBack);
            Groups groups = new Groups(service, store, clock, unfinished);
            List<Taken> due = new ArrayList<>();
            companies.forEach(company -> due.addAll(take(company, sender)));
            for (Groups.Batch batch : groups.batches(due)) {
                batch.group()
                        .ifPresentOrElse(
                                group -> group.tell(batch.alerts(), sender, clock.instant()),
                                () -> batch.alerts().forEach(taken -> tell(taken, sender)));
                batch.alerts().stream()
                        .filter(taken -> taken.step.digests().isEmpty())
                        .forEach(this::conclude);
            }
            new Digests(due).send(sender, clock.instant());
            due.stream().filter(taken -> !taken.step.digests().isEmpty()).forEach(this::conclude);
            groups.finish();
            return new Outcome(due.size(), sender.sent(), sender.failed());
        }
    }

    /**
     * One level for what is due of this company, whatever windows last, groups are open or passes
     * are at work: for alerts that try the way.
     */
    public void tryOut(TenantContext context) {
        Sender sender = new Sender(channels, () -> true);
        Instant now = clock.instant();
        for (Document alert : store.due(context, now)) {
            takeOne(context, alert)
                    .map(mine -> taken(context, mine, List.of(), now))
                    .ifPresent(
                            taken -> {
                                tell(taken, sender);
                                conclude(taken);
                            });
        }
    }

    /** Tells systems that keep incidents of a decision about this alert at once, if they listen. */
    public void follow(TenantContext context, String id) {
        Sender sender = new Sender(channels, () -> true);
        Document alert = store.require(context, id);
        if (alert.get(FollowUp.FIELD) != null) {
            takeOne(context, alert).ifPresent(mine -> follow(context, mine, sender));
        }
    }

    /** The same of a group. */
    public void follow(String groupId) {
        follow(service.require(groupId), new Sender(channels, () -> true));
    }

    private void follow(Document group, Sender sender) {
        Document followUp = group.get(FollowUp.FIELD, NONE);
        if (followUp.isEmpty() || !FollowUps.isDue(followUp, clock.instant())) {
            return;
        }
        Notice.Action action = Notice.Action.of(followUp.getString("action"));
        FollowUps.Left left =
                new FollowUps(book)
                        .tell(
                                sender,
                                followUp,
                                1,
                                contact -> GroupNotice.decided(group, contact, action),
                                clock.instant());
        service.followed(group, left.deliveries(), left.rest());
    }

    private void dependencyIsBack(Document group) {
        if (group.getBoolean("away", false)
                && Dependency.REDIS.key().equals(group.getString("key"))
                && redisAnswers.getAsBoolean()) {
            group.put("away", false);
            var _ = service.change(group.getString("_id"), new Document("away", false), false);
        }
    }

    private List<Taken> take(TenantContext context, Sender sender) {
        Instant now = clock.instant();
        List<Taken> taken = new ArrayList<>();
        List<Document> due = store.due(context, now);
        if (due.isEmpty()) {
            return taken;
        }
        List<Document> windows = mutes.current(context);
        for (Document alert : due) {
            takeOne(context, alert)
                    .ifPresent(
                            mine -> {
                                if (mine.get(FollowUp.FIELD) == null) {
                                    taken.add(taken(context, mine, windows, now));
                                } else {
                                    follow(context, mine, sender);
                                }
                            });
        }
        return taken;
    }

    private Optional<Document> takeOne(TenantContext context, Document alert) {
        Document escalation = alert.get("escalation", NONE);
        Document asItIs =
                new Document("escalation.nextAt", escalation.getDate("nextAt"))
                        .append("escalation.level", escalation.get("level"));
        return store.change(
                context,
                alert.getString("_id"),
                asItIs,
                new Document("escalation.nextAt", Date.from(clock.instant().plus(TAKEN))),
                NONE);
    }

    private Taken taken(TenantContext context, Document mine, List<Document> windows, Instant now) {
        return new Taken(
                context,
                mine,
                Step.of(
                        mine,
                        book.of(context.companyId()),
                        Mutes.end(windows, mine.getString("code")),
                        now));
    }

    private void follow(TenantContext context, Document alert, Sender sender) {
        Document followUp = alert.get(FollowUp.FIELD, NONE);
        int level = alert.get("escalation", NONE).getInteger("level", 0);
        Notice notice = notice(context, alert, level, followUp.getString("action"));
        FollowUps.Left left =
                new FollowUps(book).tell(sender, followUp, level, any -> notice, clock.instant());
        var _ =
                store.change(
                        context,
                        alert.getString("_id"),
                        new Document(FollowUp.FIELD, followUp),
                        new Document(FollowUp.FIELD, left.rest())
                                .append(
                                        "escalation.nextAt",
                                        left.nextAt().map(Date::from).orElse(null)),
                        push(left.deliveries()));
    }

    private void tell(Taken taken, Sender sender) {
        for (Step.Sending sending : taken.step.sendings()) {
            Notice notice =
                    notice(
                            taken.context,
                            taken.alert,
                            taken.step.level(),
                            Notice.Action.TRIGGER.name());
            String outcome = sender.send(sending.contact(), sending.channel(), notice);
            taken.told(clock.instant(), sending, outcome, "");
        }
    }

    private static Notice notice(TenantContext context, Document alert, int level, String action) {
        return Notice.ofAlert(
                alert.getString("_id"),
                context.companyId(),
                alert.getString("code"),
                Severity.valueOf(alert.getString("severity")),
                alert.getString("message"),
                level,
                alert.get("occurrences", Number.class).longValue(),
                Notice.Action.of(action));
    }

    /** When no channel took it, the level is not reached: it is tried again. */
    private void conclude(Taken taken) {
        Instant again = clock.instant().plus(AGAIN);
        boolean reached = taken.isReached();
        Document before = taken.alert.get("escalation", NONE);
        Set<String> waiting = new LinkedHashSet<>(taken.step.waiting());
        waiting.addAll(taken.missed);
        Optional<Instant> nextAt =
                !reached
                        ? Optional.of(again)
                        : Stream.concat(
                                        taken.step.nextAt().stream(),
                                        taken.missed.stream().map(any -> again))
                                .min(Instant::compareTo);
        Document set =
                new Document(
                                "escalation.level",
                                reached ? taken.step.level() : before.getInteger("level", 0))
                        .append(
                                "escalation.levelAt",
                                reached ? taken.step.levelAt().map(Date::from).orElse(null) : null)
                        .append("escalation.waiting", List.copyOf(waiting))
                        .append("escalation.nextAt", nextAt.map(Date::from).orElse(null));
        Document sent = sent(taken);
        set.putAll(sent);
        Document mine = new Document("escalation.nextAt", before.getDate("nextAt"));
        if (store.change(taken.context, taken.id(), mine, set, push(taken.deliveries)).isEmpty()
                && !taken.deliveries.isEmpty()) {
            keep(taken, sent);
        }
    }

    /** Somebody decided while it was told: the decision stays, and so does what was sent. */
    private void keep(Taken taken, Document sent) {
        store.change(taken.context, taken.id(), NONE, sent, push(taken.deliveries))
                .filter(alert -> alert.get("resolution") != null || alert.get("ack") != null)
                .flatMap(
                        alert ->
                                FollowUp.of(
                                        alert,
                                        alert.get("resolution") != null
                                                ? FollowUp.RESOLVE
                                                : FollowUp.ACKNOWLEDGE,
                                        clock.instant()))
                .ifPresent(
                        followUp -> {
                            var _ =
                                    store.change(
                                            taken.context,
                                            taken.id(),
                                            NONE,
                                            new Document(FollowUp.FIELD, followUp)
                                                    .append(
                                                            "escalation.nextAt",
                                                            Date.from(clock.instant())),
                                            NONE);
                        });
    }

    private static Document sent(Taken taken) {
        Document set = new Document();
        Set<Document> incidents =
                new LinkedHashSet<>(
                        taken.alert.getList(FollowUp.INCIDENTS, Document.class, List.of()));
        // A group's incident is the group's.
        if (taken.group == null) {
            taken.incidents().forEach(incidents::add);
            set.append(FollowUp.INCIDENTS, List.copyOf(incidents));
        } else {
            set.append("groupId", taken.group);
        }
        return set;
    }

    private static Document push(List<Document> deliveries) {
        return deliveries.isEmpty()
                ? NONE
                : new Document(
                        "deliveries", new Document("$each", deliveries).append("$slice", -100));
    }
}
