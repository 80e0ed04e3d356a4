package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** PagerDuty's Events API v2; one incident per alert. */
final class PagerDutyChannel implements Channel {
    /** PagerDuty's own bound. */
    private static final int LONGEST_SUMMARY = 1_024;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpSender http;
    private final URI url;

    PagerDutyChannel(HttpSender http, URI url) {
        this.http = http;
        this.url = url;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.PAGERDUTY;
    }

    @Override
    public void send(Notice notice, String routingKey) throws DeliveryFailed {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", routingKey);
        event.put("event_action", notice.action().name().toLowerCase(Locale.ROOT));
        event.put("dedup_key", notice.alertId());
        if (notice.action() == Notice.Action.TRIGGER) {
            event.put(
                    "payload",
                    Map.of(
                            "summary", summary(notice),
                            "source", notice.companyId(),
                            "severity", notice.severity().name().toLowerCase(Locale.ROOT),
                            "class", notice.code()));
        }
        http.post(url, "application/json", JSON.writeValueAsString(event), "");
    }

    private static String summary(Notice notice) {
        String text = notice.subject() + ": " + notice.message();
        return text.substring(0, Math.min(LONGEST_SUMMARY, text.length()));
    }
}
