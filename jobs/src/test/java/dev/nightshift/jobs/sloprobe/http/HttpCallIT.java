package dev.nightshift.jobs.sloprobe.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;

import dev.nightshift.jobs.sloprobe.measure.Measurement;
import dev.nightshift.jobs.sloprobe.measure.OpenLoop;
import dev.nightshift.jobs.sloprobe.measure.Operation;
import dev.nightshift.jobs.sloprobe.plan.HttpTarget;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Map;

@Timeout(60)
class HttpCallIT {
    /** Of a server that answers, or says no; only a machine that is busy takes seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static final Duration SHORT = Duration.ofMillis(800);

    private final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void asksForTheCompanyWithTheHeaderOfTheVariable() throws Exception {
        server.stubFor(
                get(urlEqualTo("/api/acme/notes?c=acme"))
                        .willReturn(aResponse().withBody("secret")));

        try (HttpCall call =
                HttpCall.open(
                        target("/api/{companyId}/notes?c={companyId}", "GET", 200, "NOTES_API"),
                        "acme",
                        TIMEOUT,
                        Map.of("NOTES_API", "Bearer abc"))) {
            assertThat(call.request(0)).isEqualTo(Operation.Answer.DONE);
        }

        server.verify(
                getRequestedFor(urlEqualTo("/api/acme/notes?c=acme"))
                        .withHeader("Authorization", equalTo("Bearer abc"))
                        .withHeader("User-Agent", equalTo("nightshift-slo-probe")));
    }

    @Test
    void anotherStatusThanExpectedIsAFailureAndRedirectsAreNotFollowed() throws Exception {
        server.stubFor(get(urlEqualTo("/a")).willReturn(aResponse().withStatus(503)));
        server.stubFor(
                get(urlEqualTo("/b"))
                        .willReturn(aResponse().withStatus(302).withHeader("Location", "/c")));
        server.stubFor(get(urlEqualTo("/c")).willReturn(aResponse()));
        server.stubFor(head(urlEqualTo("/d")).willReturn(aResponse().withStatus(204)));

        assertThat(failure(target("/a", "GET", 200, ""))).isEqualTo("STATUS_503");
        assertThat(failure(target("/b", "GET", 200, ""))).isEqualTo("STATUS_302");
        server.verify(0, getRequestedFor(urlEqualTo("/c")));
        try (HttpCall call =
                HttpCall.open(target("/d", "HEAD", 204, ""), "acme", TIMEOUT, Map.of())) {
            assertThat(call.request(0)).isEqualTo(Operation.Answer.DONE);
        }
    }

    @Test
    void aServerThatIsSlowBrokenOrAwayIsCountedByWhy() throws Exception {
        server.stubFor(get(urlEqualTo("/slow")).willReturn(aResponse().withFixedDelay(3_000)));
        server.stubFor(
                get(urlEqualTo("/drips"))
                        .willReturn(
                                aResponse()
                                        .withBody("x".repeat(1_000))
                                        .withChunkedDribbleDelay(10, 5_000)));
        server.stubFor(
                get(urlEqualTo("/breaks"))
                        .willReturn(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)));
        server.stubFor(
                get(urlEqualTo("/long")).willReturn(aResponse().withBody("x".repeat(3_000_000))));

        assertThat(measured(target("/slow", "GET", 200, ""), SHORT).failures())
                .containsExactly(Map.entry("TIMEOUT", 5));
        assertThat(measured(target("/drips", "GET", 200, ""), SHORT).failures())
                .containsExactly(Map.entry("TIMEOUT", 5));
        assertThat(measured(target("/breaks", "GET", 200, ""), TIMEOUT).failures())
                .containsExactly(Map.entry("CONNECTION_BROKE", 5));
        assertThat(measured(target("/long", "GET", 200, ""), TIMEOUT).failures())
                .containsExactly(Map.entry("CONNECTION_BROKE", 5));
        int port = server.port();
        server.stop();
        assertThat(
                        measured(
                                        new HttpTarget(
                                                "http://127.0.0.1:%d/".formatted(port),
                                                "GET",
                                                200,
                                                "",
                                                true),
                                        TIMEOUT)
                                .failures())
                .containsExactly(Map.entry("REFUSED", 5));
    }

    @Test
    void addressesOfThisMachineAreReachedOnlyWhereThePlanSaysSo() throws Exception {
        server.stubFor(get(urlEqualTo("/a")).willReturn(aResponse()));

        assertThat(
                        failure(
                                new HttpTarget(
                                        "http://localhost:%d/a".formatted(server.port()),
                                        "GET",
                                        200,
                                        "",
                                        false)))
                .isEqualTo("ADDRESS_NOT_ALLOWED");
        server.verify(0, getRequestedFor(urlEqualTo("/a")));
        assertThat(failure(new HttpTarget("http://169.254.169.254/", "GET", 200, "", true)))
                .isEqualTo("ADDRESS_NOT_ALLOWED");
        assertThat(failure(new HttpTarget("http://nobody.invalid/", "GET", 200, "", true)))
                .isEqualTo("UNKNOWN_HOST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc\nX: y"})
    void aVariableThatCannotBeUsedIsRefusedWithoutItsValue(String value) {
        assertThatThrownBy(
                        () ->
                                HttpCall.open(
                                        target("/a", "GET", 200, "NOTES_API"),
                                        "acme",
                                        TIMEOUT,
                                        Map.of("NOTES_API", value)))
                .isInstanceOfSatisfying(
                        NightshiftException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(FailureCode.BAD_SETTING);
                            assertThat(refused.message())
                                    .contains("NOTES_API")
                                    .doesNotContain("abc");
                            assertThat(refused).hasNoCause();
                        });
    }

    private HttpTarget target(String path, String method, int expect, String variable) {
        return new HttpTarget(server.baseUrl() + path, method, expect, variable, true);
    }

    private static Measurement measured(HttpTarget target, Duration patience)
            throws InterruptedException {
        Measurement measurement = new Measurement();
        try (HttpCall call = HttpCall.open(target, "acme", patience, Map.of())) {
            new OpenLoop(System::nanoTime, () -> false).run(measurement, call, 5, 20, patience);
        }
        return measurement;
    }

    private static String failure(HttpTarget target) throws Exception {
        try (HttpCall call = HttpCall.open(target, "acme", TIMEOUT, Map.of())) {
            call.request(0);
            return "";
        } catch (Operation.Failed failed) {
            return failed.why();
        }
    }
}
