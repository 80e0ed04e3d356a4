package dev.nightshift.alerts.escalation;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import dev.nightshift.alerts.Alert;
import dev.nightshift.alerts.Alerts;
import dev.nightshift.alerts.registry.files.RegistryLoader;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.Gateways;
import dev.nightshift.alerts.routing.QuietHours;
import dev.nightshift.platform.mongo.MongoStores;
import dev.nightshift.platform.redis.RedisStores;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.PlatformContext;
import dev.nightshift.platform.tenant.TenantContext;
import dev.nightshift.platform.testing.EmbeddedStack;

import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts over real stores, a provider that listens, and a clock that the test steps. */
class EscalationFixture {
    static final PlatformContext PLATFORM = new PlatformContext("request-1", "test", "alice");

    final EmbeddedStack stack = EmbeddedStack.fresh();
    final MongoStores mongo = MongoStores.open(stack.endpoints().mongodbUri());
    final RedisStores redis = RedisStores.open(stack.endpoints().redisUri());
    final WireMockServer http = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    volatile Instant now = Instant.parse("2026-03-01T02:00:00Z");
    final Alerts alerts =
            Alerts.open(
                    stack.dataDir(),
                    mongo,
                    redis,
                    () -> RegistryLoader.shipped().registry(),
                    () -> now);

    @BeforeEach
    void listen() {
        http.start();
        answers(202);
    }

    @AfterEach
    void close() {
        alerts.close();
        redis.close();
        mongo.close();
        http.stop();
    }

    void answers(int code) {
        http.stubFor(post(anyUrl()).willReturn(status(code)));
    }

    static TenantContext context(String company) {
        return PLATFORM.in(new CompanyId(company));
    }

    ContactBook book(Contact... contacts) {
        return new ContactBook(
                new Gateways(
                        Optional.empty(),
                        Optional.empty(),
                        URI.create(http.baseUrl() + "/pagerduty")),
                List.of(contacts),
                List.of());
    }

    static Contact contact(String name, ChannelKind channel, String address) {
        return new Contact(name, List.of("*"), Map.of(channel, address), Optional.empty());
    }

    Contact hook(String name, Optional<QuietHours> quiet) {
        return new Contact(
                name,
                List.of("*"),
                Map.of(ChannelKind.WEBHOOK, http.baseUrl() + "/hook/" + name),
                quiet);
    }

    void tell(String company, Alert alert) throws InterruptedException {
        alerts.sendAlert(context(company), alert);
        assertThat(alerts.flush(Duration.ofSeconds(30))).isTrue();
    }

    Document alert(String company) {
        return alerts.store().list(context(company), new Document(), 0).getFirst();
    }

    Escalations.Outcome pass(ContactBook book, String... companies) {
        return alerts.escalations(book)
                .pass(Arrays.stream(companies).map(EscalationFixture::context).toList());
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    /** The bodies that were posted there so far, oldest first. */
    List<String> posted(String path) {
        return http.findAll(postRequestedFor(anyUrl())).stream()
                .filter(request -> request.getUrl().startsWith(path))
                .sorted(java.util.Comparator.comparing(request -> request.getLoggedDate()))
                .map(request -> request.getBodyAsString())
                .toList();
    }
}
