package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.channels.Notice;
import dev.nightshift.alerts.store.FollowUp;
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
import java.util.Set;
import java.util.stream.Stream;

/**
 * One notice that stands for many alerts. Each contact's channel has it once a level, however many
 * alerts reach that level, and again when it becomes worse. Used by one pass.
 */
final class GroupNotice {
    private static final int MOST_COMPANIES = 20;

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
        for (Taken taken : alerts) {
            if (!id().equals(taken.alert.getString("groupId"))) {
                count(group, taken.context.companyId(), taken.code());
            }
            if (taken.severity().compareTo(severity()) > 0) {
                group.put("severity", taken.severity().name());
            }
            taken.group = id();
        }
        group.put("lastAt", Date.from(now));
        if (group.getString("key").startsWith("dependency/")) {
            group.put("message", message());
        }
        save();
    }

    private String message() {
        String said = group.getString("message");
        int members = group.getInteger("members", 0);
        return "%s %s from it."
                .formatted(
                        said.replaceAll(" \\d+ alerts? follows? from it\\.$", ""),
                        members == 1 ? "1 alert follows" : members + " alerts follow");
    }

    static void count(Document group, String company, String code) {
        Set<String> companies =
                new LinkedHashSet<>(group.getList("companies", String.class, List.of()));
        companies.add(company);
        group.put("companies", List.copyOf(companies));
        group.put("members", group.getInteger("members", 0) + 1);
        List<Document> codes = new ArrayList<>(group.getList("codes", Document.class, List.of()));
        Document counted =
                codes.stream()
                        .filter(one -> one.getString("code").equals(code))
                        .findFirst()
                        .orElse(null);
        if (counted == null) {
            codes.add(new Document("code", code).append("count", 1));
        } else {
            counted.put("count", counted.getInteger("count", 0) + 1);
        }
        group.put("codes", codes);
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
                    outcome = sender.send(sending.contact(), sending.channel(), notice(taken));
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
        group.put(
                "told",
                Stream.concat(
                                group.getList("told", Document.class, List.of()).stream()
                                        .filter(one -> !isOf(sending, one)),
                                Stream.of(told))
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

    private Notice notice(Taken taken) {
        return notice(group, taken.severity(), taken.step.level(), Notice.Action.TRIGGER);
    }

    /** A notice about a group, whatever became of it. */
    static Notice notice(Document group, Severity severity, int level, Notice.Action action) {
        List<String> companies = group.getList("companies", String.class, List.of());
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
        group.getList("codes", Document.class, List.of())
                .forEach(
                        code ->
                                lines.add(
                                        "%s  %d"
                                                .formatted(
                                                        code.getString("code"),
                                                        code.getInteger("count", 0))));
        return new Notice(
                group.getString("_id"),
                companies.isEmpty() ? "" : companies.getFirst(),
                companies.size(),
                group.getString("code"),
                severity,
                group.getString("message"),
                level,
                group.getInteger("members", 0),
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
