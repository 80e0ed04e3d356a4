package dev.nightshift.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class HttpEndpointsIT {
    @Test
    void aStoreThatIsAwayIsNoFaultOfThePage() throws Exception {
        HttpResponse<String> answer =
                asked(
                        () -> {
                            throw new NightshiftException(
                                    FailureCode.MONGODB_UNAVAILABLE, "It is away.", "Wait.");
                        });

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"unknown\",\"error\":\"MONGODB_UNAVAILABLE\"}\n");
    }

    @Test
    void aPageThatFailsTellsNothingOfWhy() throws Exception {
        HttpResponse<String> answer =
                asked(
                        () -> {
                            throw new IllegalStateException("a secret");
                        });

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"error\":\"failed\"}\n");
    }

    @Test
    void whoNeverEndsARequestKeepsNobodyWaiting() throws Exception {
        try (HttpEndpoints endpoints =
                        HttpEndpoints.open(
                                "127.0.0.1", 0, Map.of("/health", () -> Answer.json(200, "{}")));
                HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create(endpoints.address() + "/health");
            List<Socket> halves = new ArrayList<>();
            for (int number = 0; number < 20; number++) {
                Socket half = new Socket(page.getHost(), page.getPort());
                half.getOutputStream().write('G');
                halves.add(half);
            }
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(page).timeout(Duration.ofSeconds(30)).build(),
                            HttpResponse.BodyHandlers.ofString());
            for (Socket half : halves) {
                half.close();
            }

            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> asked(java.util.function.Supplier<Answer> page)
            throws Exception {
        try (HttpEndpoints endpoints =
                        HttpEndpoints.open("127.0.0.1", 0, Map.of("/health/keys", page));
                HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(endpoints.address() + "/health/keys"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
