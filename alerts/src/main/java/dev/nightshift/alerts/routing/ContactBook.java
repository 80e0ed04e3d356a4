package dev.nightshift.alerts.routing;

import java.util.List;

/**
 * Whom alerts reach and through what.
 *
 * @param skipped what was left out of the file and why, such as a contact's SMS without a phone
 */
public record ContactBook(Gateways gateways, List<Contact> contacts, List<ContactProblem> skipped) {
    public ContactBook {
        contacts = List.copyOf(contacts);
        skipped = List.copyOf(skipped);
    }

    /** Nobody: alerts are recorded only. */
    public static ContactBook empty() {
        return new ContactBook(Gateways.none(), List.of(), List.of());
    }

    /** Whom this company's alerts reach. */
    public List<Contact> of(String companyId) {
        return contacts.stream().filter(contact -> contact.takes(companyId)).toList();
    }

    /** Whether a message for that channel has a way out. */
    public boolean hasGateway(ChannelKind channel) {
        return switch (channel) {
            case EMAIL -> gateways.smtp().isPresent();
            case SMS, VOICE -> gateways.twilio().isPresent();
            case WEBHOOK, PAGERDUTY, DRY -> true;
        };
    }
}
