package dev.nightshift.alerts.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Gateways;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Text messages and calls by an HTTP API like Twilio's. */
final class TwilioChannel implements Channel {
    private static final int LONGEST_SMS = 300;

    private final HttpSender http;
    private final Gateways.Twilio twilio;
    private final ChannelKind kind;

    TwilioChannel(HttpSender http, Gateways.Twilio twilio, ChannelKind kind) {
        this.http = http;
        this.twilio = twilio;
        this.kind = kind;
    }

    @Override
    public ChannelKind kind() {
        return kind;
    }

    @Override
    public void send(Notice notice, String address) throws DeliveryFailed {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", address);
        form.put("From", twilio.from());
        boolean call = kind == ChannelKind.VOICE;
        if (call) {
            form.put("Twiml", "<Response><Say>" + spoken(notice) + "</Say></Response>");
        } else {
            String text =
                    notice.lines().isEmpty()
                            ? notice.subject() + " " + notice.message()
                            : notice.subject() + " " + String.join("; ", notice.lines());
            form.put("Body", text.substring(0, Math.min(LONGEST_SMS, text.length())));
        }
        http.post(
                URI.create(
                        "%s/2010-04-01/Accounts/%s/%s.json"
                                .formatted(
                                        twilio.url(),
                                        twilio.account(),
                                        call ? "Calls" : "Messages")),
                "application/x-www-form-urlencoded",
                form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&")),
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (twilio.account() + ":" + twilio.token()).getBytes(UTF_8)));
    }

    private static String spoken(Notice notice) {
        return notice.subject()
                .replace('_', ' ')
                .replace("&", " and ")
                .replace("<", "")
                .replace(">", "");
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
