package dev.nightshift.alerts.channels;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Posts to a provider. Thread-safe. */
final class HttpSender {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    void post(URI uri, String type, String body, String authorization) throws DeliveryFailed {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            int status =
                    client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            if (status / 100 != 2) {
                throw new DeliveryFailed("the provider answered %d".formatted(status));
            }
        } catch (IOException away) {
            throw new DeliveryFailed(
                    "the provider does not answer (%s)".formatted(away.getClass().getSimpleName()),
                    away);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new DeliveryFailed("the process ends", hurry);
        }
    }
}
