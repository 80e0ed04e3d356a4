package dev.nightshift.alerts.outage;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.outage.Outage.Member;
import dev.nightshift.alerts.outage.Outage.Told;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.store.Dependency;
import dev.nightshift.alerts.store.FollowUp;
import dev.nightshift.alerts.store.Members;
import dev.nightshift.alerts.store.ServiceAlerts;

import org.bson.Document;

import java.time.Instant;
import java.util.Date;
import java.util.List;

/** An outage as the record keeps it: the group of what waited. */
final class OutageGroup {
    private OutageGroup() {}

    static Document document(Outage outage, Instant now) {
        List<Member> members =
                outage.members().stream().filter(one -> one.group().equals(outage.id())).toList();
        Members counted = new Members();
        members.forEach(one -> counted.add(one.companyId(), one.code()));
        String key = Dependency.MONGODB.key();
        Document group =
                new Document("_id", outage.id())
                        .append("kind", ServiceAlerts.Kind.DEPENDENCY.name())
                        .append("key", key)
                        .append("openKey", key)
                        .append("code", Outages.AWAY)
                        .append(
                                "severity",
                                members.stream()
                                        .map(Member::severity)
                                        .max(Severity::compareTo)
                                        .orElse(Severity.WARNING)
                                        .name())
                        .append("message", "MongoDB was away.")
                        .append("occurrences", 1L)
                        .append("told", outage.notices().stream().map(OutageGroup::told).toList())
                        .append(
                                FollowUp.INCIDENTS,
                                outage.notices().stream()
                                        .filter(OutageGroup::keepsIncident)
                                        .map(OutageGroup::place)
                                        .distinct()
                                        .toList())
                        .append(
                                "deliveries",
                                outage.notices().stream()
                                        .map(one -> told(one).append("outcome", "sent"))
                                        .toList())
                        .append("firstAt", Date.from(outage.startedAt()))
                        .append("lastAt", Date.from(now))
                        .append("updatedAt", Date.from(now));
        counted.into(group);
        return group;
    }

    private static boolean keepsIncident(Told told) {
        return ChannelKind.of(told.channel()).filter(ChannelKind::keepsIncidents).isPresent();
    }

    private static Document place(Told told) {
        return new Document("contact", told.contact()).append("channel", told.channel());
    }

    private static Document told(Told told) {
        return place(told)
                .append("severity", told.severity().name())
                .append("level", told.level())
                .append("at", Date.from(told.at()));
    }
}
