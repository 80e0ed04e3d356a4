package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.store.FollowUp;
import dev.nightshift.alerts.store.Members;
import dev.nightshift.alerts.store.ServiceAlerts;

import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One notice that stands for many alerts. Each contact's channel has it once a level, however many
 * alerts reach that level, and again when it becomes worse; it says nothing of companies that are
 * not the contact's. Used by one pass.
 */
final class GroupNotice {
    private static final int MOST_COMPANIES = 20;
    private static final String MESSAGE = "message";

    private final ServiceAlerts service;
    private final Document group;

    GroupNotice(ServiceAlerts service, Document group) {
        this.service = service;
        this.group = group;
    }

    String id() {
        return group.getString("_id");
    }

    /** Counts those that are new to it. */
    void join(List<Taken> alerts, Instant now) {
        Members members = Members.of(group);
        for (Taken taken : alerts) {
            if (!id().equals(taken.alert.getString("groupId"))) {
                members.add(taken.context.companyId(), taken.code());
            }
            if (taken.severity().compareTo(severity()) > 0) {
                group.put("severity", taken.severity().name());
            }
            taken.group = id();
        }
        members.into(group);
        group.put("lastAt", Date.from(now));
        if (isOfADependency(group)) {
            group.put("message", following(group, members.count()));
        }
        save();
    }

    private static boolean isOfADependency(Document group) {
        return group.getString("key").startsWith("dependency/");
    }

    private static String following(Document group, int members) {
        return "%s %s from it."
                .formatted(
                        group.getString("message")
                                .replaceAll(" \\d+ alerts? follows? from it\\.$", ""),
                        members == 1 ? "1 alert follows" : members + " alerts follow");
    }

    /** Counts one that was told by itself before the group came about. */
    static void count(Document group, String company, String code) {
        Members members = Members.of(group);
        members.add(company, code);
        members.into(group);
    }

    void tell(List<Taken> alerts, Sender sender, Instant now) {
        Map<Step.Sending, String> failed = new HashMap<>();
        List<Taken> worstFirst =
                alerts.stream()
                        .sorted(
                                Comparator.comparing(Taken::severity)
                                        .thenComparingInt(taken -> taken.step.level())
                                        .reversed())
                        .toList();
        for (Taken taken : worstFirst) {
            for (Step.Sending sending : taken.step.sendings()) {
                String outcome = failed.get(sending);
                if (outcome == null && isTold(sending, taken)) {
                    outcome = Sender.SENT;
                } else if (outcome == null) {
                    outcome =
                            sender.send(
                                    sending.contact(),
                                    sending.channel(),
                                    notice(taken, sending.contact()));
                    if (outcome.equals(Sender.SENT)) {
                        note(sending, taken, now);
                    } else {
                        failed.put(sending, outcome);
                    }
                }
                taken.told(now, sending, outcome, id());
            }
        }
        save();
    }

    private Severity severity() {
        return Severity.valueOf(group.getString("severity"));
    }

    private boolean isTold(Step.Sending sending, Taken taken) {
        return group.getList("told", Document.class, List.of()).stream()
                .filter(told -> isOf(sending, told))
                .anyMatch(
                        told -> {
                            int worse =
                                    Severity.valueOf(told.getString("severity"))
                                            .compareTo(taken.severity());
                            return worse > 0
                                    || (worse == 0
                                            && told.getInteger("level", 0) >= taken.step.level());
                        });
    }

    private void note(Step.Sending sending, Taken taken, Instant now) {
        Document told =
                new Document("contact", sending.contact().name())
                        .append("channel", sending.channel().wire())
                        .append("severity", taken.severity().name())
                        .append("level", taken.step.level())
                        .append("at", Date.from(now));
        Document remembered = new Document(told).append(MESSAGE, message(taken, sending.contact()));
        group.put(
                "told",
                Stream.concat(
                                group.getList("told", Document.class, List.of()).stream()
                                        .filter(one -> !isOf(sending, one)),
                                Stream.of(remembered))
                        .toList());
        List<Document> deliveries =
                new ArrayList<>(group.getList("deliveries", Document.class, List.of()));
        deliveries.add(new Document(told).append("outcome", Sender.SENT));
        group.put(
                "deliveries",
                List.copyOf(
                        deliveries.subList(
                                Math.max(0, deliveries.size() - 100), deliveries.size())));
        if (sending.channel().keepsIncidents()) {
            Set<Document> incidents =
                    new LinkedHashSet<>(
                            group.getList(FollowUp.INCIDENTS, Document.class, List.of()));
            incidents.add(
                    new Document("contact", sending.contact().name())
                            .append("channel", sending.channel().wire()));
            group.put(FollowUp.INCIDENTS, List.copyOf(incidents));
        }
    }

    private static boolean isOf(Step.Sending sending, Document told) {
        return sending.contact().name().equals(told.getString("contact"))
                && sending.channel().wire().equals(told.getString("channel"));
    }

    private Notice notice(Taken taken, Contact contact) {
        return notice(
                group,
                contact,
                taken.severity(),
                message(taken, contact),
                taken.step.level(),
                Notice.Action.TRIGGER);
    }

    /** The text of an alert that is theirs; of a server that is away, how many of theirs follow. */
    private String message(Taken taken, Contact contact) {
        return isOfADependency(group) ? unnamed(group, contact) : taken.alert.getString(MESSAGE);
    }

    /** What it is called to one who was told of no alert of it. */
    private static String unnamed(Document group, Contact contact) {
        return isOfADependency(group)
                ? following(group, theirs(group, contact).count())
                : group.getString("code");
    }

    private static Members theirs(Document group, Contact contact) {
        return Members.of(group).of(contact::takes);
    }

    /** What became of the group, to one who was told of it: in the words that they know it by. */
    static Notice decided(Document group, Contact contact, Notice.Action action) {
        Optional<Document> told =
                group.getList("told", Document.class, List.of()).stream()
                        .filter(one -> contact.name().equals(one.getString("contact")))
                        .findFirst();
        return notice(
                group,
                contact,
                Severity.valueOf(
                        told.map(one -> one.getString("severity"))
                                .orElse(group.getString("severity"))),
                told.map(one -> one.getString(MESSAGE)).orElseGet(() -> unnamed(group, contact)),
                1,
                action);
    }

    private static Notice notice(
            Document group,
            Contact contact,
            Severity severity,
            String message,
            int level,
            Notice.Action action) {
        Members theirs = theirs(group, contact);
        List<String> companies = theirs.companies();
        List<String> lines = new ArrayList<>();
        lines.add(
                "companies: %s%s"
                        .formatted(
                                String.join(
                                        ", ", companies.stream().limit(MOST_COMPANIES).toList()),
                                companies.size() > MOST_COMPANIES
                                        ? " and %d more"
                                                .formatted(companies.size() - MOST_COMPANIES)
                                        : ""));
        theirs.codes().forEach((code, count) -> lines.add("%s  %d".formatted(code, count)));
        return new Notice(
                group.getString("_id"),
                companies.isEmpty() ? "" : companies.getFirst(),
                companies.size(),
                group.getString("code"),
                severity,
                message,
                level,
                theirs.count(),
                action,
                Notice.Kind.GROUP,
                lines);
    }

    /** What a pass may change; a decision that somebody makes meanwhile stays. */
    private void save() {
        Document set = new Document();
        for (String field :
                List.of(
                        "companies",
                        "members",
                        "codes",
                        "severity",
                        "message",
                        "told",
                        FollowUp.INCIDENTS,
                        "deliveries",
                        "lastAt")) {
            if (group.containsKey(field)) {
                set.append(field, group.get(field));
            }
        }
        var _ = service.stored(group.getString("_id"), set);
    }
}
