package dev.nightshift.writers.webhook;

import dev.nightshift.platform.tenant.CompanyId;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one address that webhook events are posted to, each with a header {@code Idempotency-Key}
 * that is the same however often the event is sent: the receiver takes it once. Redirects are not
 * followed. Thread-safe; safe to repeat.
 */
public final class WebhookEndpoint implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final URI address;
    private final Optional<String> token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /**
     * An endpoint.
     *
     * @param token sent as {@code Authorization: Bearer}
     */
    public WebhookEndpoint(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Posts one event and waits for the answer, at most ten seconds.
     *
     * @param id of the event, unique in its company
     * @param attempt from 1, over all times that it was sent
     */
    public Answer post(CompanyId company, String id, int attempt, String json) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key(company, id))
                        .header("X-Company-Id", company.value())
                        .header("X-Webhook-Attempt", Integer.toString(attempt))
                        .POST(HttpRequest.BodyPublishers.ofString(json));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            return Answer.of(
                    client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode());
        } catch (IOException away) {
            return Answer.none(away.getClass().getSimpleName());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return Answer.none("the process ends");
        }
    }

    /** An id that cannot stand in a header stands there as its checksum. */
    private static String key(CompanyId company, String id) {
        return company.value() + ":" + (PLAIN.matcher(id).matches() ? id : sha256(id));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
