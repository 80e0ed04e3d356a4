package dev.nightshift.alerts.escalation;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.platform.tenant.TenantContext;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An alert that a pass has for itself, and what it told of it. Used by one thread. */
final class Taken {
    final TenantContext context;
    final Document alert;
    final Step step;
    final List<Document> deliveries = new ArrayList<>();
    final Set<String> missed = new LinkedHashSet<>();
    @Nullable String group;

    Taken(TenantContext context, Document alert, Step step) {
        this.context = context;
        this.alert = alert;
        this.step = step;
    }

    String id() {
        return alert.getString("_id");
    }

    String code() {
        return alert.getString("code");
    }

    Severity severity() {
        return Severity.valueOf(alert.getString("severity"));
    }

    void told(Instant at, Step.Sending sending, String outcome, String by) {
        Document delivery =
                new Document("at", Date.from(at))
                        .append("level", step.level())
                        .append("contact", sending.contact().name())
                        .append("channel", sending.channel().wire())
                        .append("outcome", outcome);
        if (!by.isEmpty()) {
            delivery.append("by", by);
        }
        deliveries.add(delivery);
    }

    /** The contacts' channels that keep an incident of it now. */
    Set<Document> incidents() {
        Set<Document> incidents = new LinkedHashSet<>();
        for (Document delivery : deliveries) {
            if (delivery.getString("outcome").equals(Sender.SENT)
                    && !delivery.containsKey("by")
                    && ChannelKind.of(delivery.getString("channel"))
                            .filter(ChannelKind::keepsIncidents)
                            .isPresent()) {
                incidents.add(
                        new Document("contact", delivery.getString("contact"))
                                .append("channel", delivery.getString("channel")));
            }
        }
        return incidents;
    }

    /** A contact that waited for it could not be told. */
    void missed(Contact contact) {
        missed.add(contact.name());
    }

    boolean isReached() {
        return deliveries.isEmpty()
                || deliveries.stream()
                        .anyMatch(one -> one.getString("outcome").equals(Sender.SENT));
    }
}
