package dev.nightshift.alerts.readiness;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.registry.validation.SeveritySettings;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.platform.tenant.TenantContext;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the severity policy asks for: somebody who is reached by e-mail and by SMS for a WARNING,
 * for a CRITICAL also by a call, and the gateways for it. Webhooks and PagerDuty come on top and
 * stand for none of them. An INFO is recorded only. Thread-safe.
 *
 * @param book as it was read
 * @param file where it was read from, for what is said
 */
public record ContactSettings(ContactBook book, Path file) implements SeveritySettings {
    @Override
    public Map<Severity, List<Gap>> gaps(TenantContext context) {
        Map<Severity, List<Gap>> gaps = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            gaps.put(severity, gaps(context.companyId(), needed(severity)));
        }
        return gaps;
    }

    private static List<ChannelKind> needed(Severity severity) {
        return switch (severity) {
            case INFO -> List.of();
            case WARNING -> List.of(ChannelKind.EMAIL, ChannelKind.SMS);
            case CRITICAL -> List.of(ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.VOICE);
        };
    }

    private List<Gap> gaps(String company, List<ChannelKind> needed) {
        if (needed.isEmpty()) {
            return List.of();
        }
        List<Contact> contacts = book.of(company);
        if (contacts.isEmpty()) {
            return List.of(
                    new Gap(
                            "no contact takes the alerts of %s".formatted(company),
                            "Add to \"contacts\" in %s: {\"name\": \"on call %s\", \"companies\": [\"%s\"],"
                                            .formatted(file, company, company)
                                    + " \"channels\": [\"email\", \"sms\", \"voice\"],"
                                    + " \"email\": \"oncall@example.com\","
                                    + " \"phone\": \"+4915112345678\"}"));
        }
        List<Gap> gaps = new ArrayList<>();
        for (ChannelKind channel : needed) {
            if (contacts.stream().noneMatch(who -> who.addresses().containsKey(channel))) {
                gaps.add(nobody(contacts, channel));
            }
        }
        if (needed.contains(ChannelKind.EMAIL) && book.gateways().smtp().isEmpty()) {
            gaps.add(
                    new Gap(
                            "no mail server is set up",
                            "Add to %s: \"smtp\": {\"host\": \"mail.example\", \"port\": 587,"
                                            .formatted(file)
                                    + " \"from\": \"nightshift@example.com\"}"));
        }
        if (book.gateways().twilio().isEmpty()) {
            gaps.add(
                    new Gap(
                            "no gateway for SMS and calls is set up",
                            "Add to %s: \"twilio\": {\"account\": \"AC123\", \"tokenEnv\":"
                                            .formatted(file)
                                    + " \"TWILIO_TOKEN\", \"from\": \"+15550100\"}"));
        } else if (book.gateways().twilio().get().token().isEmpty()) {
            gaps.add(
                    new Gap(
                            "the gateway for SMS and calls has no token",
                            "Set the variable, or write the private file, that \"tokenEnv\" or"
                                    + " \"tokenFile\" of \"twilio\" in %s names.".formatted(file)));
        }
        return gaps;
    }

    private Gap nobody(List<Contact> contacts, ChannelKind channel) {
        String names = contacts.stream().map(Contact::name).collect(Collectors.joining(", "));
        return new Gap(
                "nobody is reached by %s; there is only %s".formatted(channel.wire(), names),
                "Give one of them in %s \"%s\" among \"channels\", and %s"
                        .formatted(file, channel.wire(), address(channel)));
    }

    private static String address(ChannelKind channel) {
        return switch (channel) {
            case EMAIL -> "\"email\": \"oncall@example.com\"";
            case SMS, VOICE -> "\"phone\": \"+4915112345678\"";
            case WEBHOOK -> "\"webhook\": \"https://hooks.example/alerts\"";
            case PAGERDUTY -> "\"pagerdutyKeyEnv\": \"PAGERDUTY_KEY\"";
            case DRY -> "nothing else";
        };
    }
}
