package dev.nightshift.alerts.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.validation.SeveritySettings.Gap;
import dev.nightshift.alerts.routing.ContactFile;
import dev.nightshift.platform.tenant.CompanyId;
import dev.nightshift.platform.tenant.TenantContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ContactSettingsTest {
    private static final String GATEWAYS =
            """
            "smtp": {"host": "mail.example", "from": "n@example.com"},
            "twilio": {"account": "AC1", "tokenEnv": "TOKEN", "from": "+15550100"},
            """;

    @TempDir private Path folder = Path.of("");

    private Map<Severity, List<Gap>> gaps(String company, String json) throws IOException {
        Path file = Files.writeString(folder.resolve("alerts.json"), json);
        return new ContactSettings(ContactFile.read(file, Map.of("TOKEN", "secret")), file)
                .gaps(new TenantContext(new CompanyId(company), "request-1", "test", "alice"));
    }

    private static List<String> reasons(List<Gap> gaps) {
        return gaps.stream().map(Gap::reason).toList();
    }

    @Test
    void nothingIsMissingWhereEverySeverityReachesSomebody() throws IOException {
        assertThat(
                        gaps(
                                        "acme",
                                        """
                                        {%s "contacts": [
                                          {"name": "a", "channels": ["email"], "email": "a@example.com"},
                                          {"name": "b", "companies": ["acme"],
                                           "channels": ["sms", "voice"], "phone": "+15550101"}]}
                                        """
                                                .formatted(GATEWAYS))
                                .values())
                .allSatisfy(gaps -> assertThat(gaps).isEmpty());
    }

    @Test
    void aCompanyWithoutAContactIsToldTheLineToAdd() throws IOException {
        Map<Severity, List<Gap>> gaps =
                gaps(
                        "beta",
                        """
                        {"contacts": [{"name": "a", "companies": ["acme"], "channels": ["email"],
                          "email": "a@example.com"}]}
                        """);

        assertThat(gaps.get(Severity.INFO)).isEmpty();
        assertThat(gaps.get(Severity.WARNING))
                .singleElement()
                .satisfies(
                        gap -> {
                            assertThat(gap.reason())
                                    .isEqualTo("no contact takes the alerts of beta");
                            assertThat(gap.fix())
                                    .contains("alerts.json", "\"companies\": [\"beta\"]");
                        });
    }

    @Test
    void aContactThatLacksAPhoneIsNamedWithWhatToAdd() throws IOException {
        Map<Severity, List<Gap>> gaps =
                gaps(
                        "acme",
                        """
                        {%s "contacts": [{"name": "ops", "channels": ["email", "sms"],
                          "email": "a@example.com"}]}
                        """
                                .formatted(GATEWAYS));

        assertThat(reasons(gaps.getOrDefault(Severity.WARNING, List.of())))
                .containsExactly("nobody is reached by sms; there is only ops");
        assertThat(reasons(gaps.getOrDefault(Severity.CRITICAL, List.of())))
                .containsExactly(
                        "nobody is reached by sms; there is only ops",
                        "nobody is reached by voice; there is only ops");
        assertThat(gaps.getOrDefault(Severity.WARNING, List.of()).getFirst().fix())
                .contains("\"sms\" among \"channels\"", "\"phone\": \"+4915112345678\"");
    }

    @Test
    void gatewaysThatAreMissingOrHaveNoTokenAreTold() throws IOException {
        String contacts =
                """
                "contacts": [{"name": "ops", "channels": ["email", "sms", "voice"],
                  "email": "a@example.com", "phone": "+15550101"}]}
                """;

        assertThat(reasons(gaps("acme", "{" + contacts).getOrDefault(Severity.CRITICAL, List.of())))
                .containsExactly(
                        "no mail server is set up", "no gateway for SMS and calls is set up");
        assertThat(
                        reasons(
                                gaps("acme", "{" + GATEWAYS.replace("TOKEN", "GONE") + contacts)
                                        .getOrDefault(Severity.WARNING, List.of())))
                .containsExactly("the gateway for SMS and calls has no token");
    }
}
