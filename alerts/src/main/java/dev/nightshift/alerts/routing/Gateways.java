package dev.nightshift.alerts.routing;

import java.net.URI;
import java.util.Optional;

/**
 * What messages are sent through; each may be missing.
 *
 * @param smtp for e-mail
 * @param twilio for SMS and calls
 * @param pagerduty where PagerDuty takes events
 */
public record Gateways(Optional<Smtp> smtp, Optional<Twilio> twilio, URI pagerduty) {
    /** PagerDuty's own address. */
    public static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");

    /** A mail server; the user may be empty. */
    public record Smtp(
            String host, int port, String from, String user, String password, boolean startTls) {
        @Override
        public String toString() {
            return "Smtp[" + host + ":" + port + "]";
        }
    }

    /** An HTTP API like Twilio's. */
    public record Twilio(URI url, String account, String token, String from) {
        @Override
        public String toString() {
            return "Twilio[" + url.getHost() + "]";
        }
    }

    /** Nothing. */
    public static Gateways none() {
        return new Gateways(Optional.empty(), Optional.empty(), PAGERDUTY);
    }
}
