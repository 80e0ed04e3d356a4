package dev.nightshift.alerts.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.NightshiftException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class ContactFileTest {
    @TempDir private Path folder = Path.of("");

    private ContactBook read(String json) throws IOException {
        Path file = folder.resolve("alerts.json");
        Files.writeString(file, json);
        return ContactFile.read(file, Map.of("TOKEN", "secret", "KEY", "k1"));
    }

    @Test
    void withoutAFileNobodyIsTold() {
        assertThat(ContactFile.read(folder.resolve("none.json"), Map.of()).contacts()).isEmpty();
    }

    @Test
    void everythingInTheFileIsRead() throws IOException {
        ContactBook book =
                read(
                        """
                        {"smtp": {"host": "mail.example", "from": "n@example.com"},
                         "twilio": {"account": "AC1", "tokenEnv": "TOKEN", "from": "+15550100"},
                         "contacts": [
                           {"name": "ops", "companies": ["demo"],
                            "channels": ["email", "sms", "pagerduty", "webhook", "dry"],
                            "email": "o@example.com", "phone": "+15550101",
                            "webhook": "https://hook.example", "pagerdutyKeyEnv": "KEY",
                            "quietHours": {"from": "22:00", "to": "07:00", "zone": "Europe/Berlin"}}]}
                        """);

        assertThat(book.skipped()).isEmpty();
        assertThat(book.of("demo"))
                .singleElement()
                .satisfies(contact -> assertThat(contact.addresses()).hasSize(5));
        assertThat(book.of("other")).isEmpty();
        assertThat(book.gateways().twilio().orElseThrow().token()).isEqualTo("secret");
        assertThat(book.toString()).doesNotContain("secret", "o@example.com", "+15550101");
    }

    @Test
    void aContactWithoutAPhoneIsKeptWithoutItAndThatIsSaid() throws IOException {
        ContactBook book =
                read(
                        """
                        {"contacts": [{"name": "ops", "channels": ["email", "sms"],
                                       "email": "o@example.com", "phone": "555 0100"}]}
                        """);

        assertThat(book.contacts().getFirst().addresses()).containsOnlyKeys(ChannelKind.EMAIL);
        assertThat(book.skipped()).singleElement().asString().contains("ops", "sms", "phone");
    }

    @Test
    void whatIsMalformedIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> read("{\n\"contacts\": [\n}"))
                .isInstanceOf(NightshiftException.class)
                .hasMessageContaining("alerts.json")
                .hasMessageContaining("line 3");
        assertThatThrownBy(() -> read("{\"contacts\": [{\"channels\": []}]}"))
                .hasMessageContaining("/contacts/0/name: it is missing");
        assertThatThrownBy(
                        () -> read("{\"contacts\": [{\"name\": \"a\", \"channels\": [\"fax\"]}]}"))
                .hasMessageContaining("'fax' is no channel");
        assertThatThrownBy(() -> read("{\"contact\": []}"))
                .hasMessageContaining("/contact: nobody reads that");
    }

    @Test
    void aWebhookThatNothingCanBePostedToIsSaidWithoutIt() throws IOException {
        ContactBook book =
                read(
                        """
                        {"contacts": [{"name": "ops", "channels": ["webhook", "dry"],
                                       "webhook": "https://hook.example/T0/SECRET|"}]}
                        """);

        assertThat(book.contacts().getFirst().addresses()).containsOnlyKeys(ChannelKind.DRY);
        assertThat(book.skipped())
                .singleElement()
                .asString()
                .contains("ops", "webhook", "a host")
                .doesNotContain("SECRET");
        assertThatThrownBy(() -> read("{\"pagerduty\": {\"url\": \"http://\"}, \"contacts\": []}"))
                .hasMessageContaining("/pagerduty/url: it is no address");
    }

    @Test
    void aPasswordGoesOverTlsUnlessSomebodySaysOtherwise() throws IOException {
        String mail =
                "{\"smtp\": {\"host\": \"m\", \"from\": \"n@example.com\"%s}, \"contacts\": []}";

        assertThat(smtp(mail.formatted("")).startTls()).isFalse();
        assertThat(smtp(mail.formatted(", \"user\": \"n\"")).startTls()).isTrue();
        assertThat(smtp(mail.formatted(", \"user\": \"n\", \"startTls\": false")).startTls())
                .isFalse();
    }

    private Gateways.Smtp smtp(String text) throws IOException {
        return read(text).gateways().smtp().orElseThrow();
    }

    @Test
    void aSecretThatOthersMayReadIsNotUsed() throws IOException {
        Path secret = Files.writeString(folder.resolve("token"), "secret");
        Files.setPosixFilePermissions(
                secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        ContactBook book =
                read(
                        """
                        {"twilio": {"account": "AC1", "tokenFile": "%s", "from": "+15550100"}}
                        """
                                .formatted(secret));

        assertThat(book.skipped()).singleElement().asString().contains("chmod 600");
    }

    @Test
    void whatIsUnknownIsRefusedWithFileAndLine() {
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        {
                                          "contacts": [
                                            {"name": "a", "channels": ["dry"]},
                                            {"name": "b",
                                             "channels": ["dry",
                                                          "fax"]}
                                          ]
                                        }
                                        """))
                .hasMessageContaining("alerts.json")
                .hasMessageContaining("line 6, /contacts/1/channels/1: 'fax' is no channel");
        assertThatThrownBy(
                        () ->
                                read(
                                        """
                                        {"contacts": [
                                          {"name": "a", "channels": ["dry"],
                                           "severities": ["FATAL"]}
                                        ]}
                                        """))
                .hasMessageContaining("line 3, /contacts/0/severities/0: 'FATAL' is no severity");
        assertThatThrownBy(() -> read("{\n\"contacts\": [{\n\"channels\": []}]}"))
                .hasMessageContaining("line 2, /contacts/0/name: it is missing");
    }

    @Test
    void aContactTakesTheSeveritiesItNames() throws IOException {
        ContactBook book =
                read(
                        """
                        {"contacts": [
                          {"name": "a", "channels": ["dry"], "severities": ["CRITICAL", "INFO"]},
                          {"name": "b", "channels": ["dry"]}]}
                        """);

        assertThat(book.contacts().getFirst().severities()).containsExactly(Severity.CRITICAL);
        assertThat(book.contacts().getLast().severities())
                .containsExactlyInAnyOrder(Severity.WARNING, Severity.CRITICAL);
        assertThat(book.skipped()).singleElement().asString().contains("a: asks for INFO");
    }
}
