package dev.nightshift.alerts.channels;

import dev.nightshift.alerts.routing.ChannelKind;

import tools.jackson.databind.json.JsonMapper;

import java.net.URI;

/** The notice as JSON, posted to an address of the contact's. */
final class WebhookChannel implements Channel {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpSender http;

    WebhookChannel(HttpSender http) {
        this.http = http;
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.WEBHOOK;
    }

    @Override
    public void send(Notice notice, String address) throws DeliveryFailed {
        http.post(URI.create(address), "application/json", JSON.writeValueAsString(notice), "");
    }
}
