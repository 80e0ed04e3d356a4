package dev.nightshift.alerts.routing;

import dev.nightshift.alerts.Severity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whom each severity reaches at once, and what keeps it from reaching somebody.
 *
 * @param reached names of contacts, by severity; INFO reaches nobody and is not here
 * @param problems with what to do about each
 */
public record Reach(Map<Severity, List<String>> reached, List<ContactProblem> problems) {
    public Reach {
        reached = Map.copyOf(reached);
        problems = List.copyOf(problems);
    }

    /**
     * Looks at a book.
     *
     * @param companyId whose alerts; {@code *} for a company that no contact names
     */
    public static Reach of(ContactBook book, String companyId) {
        List<ContactProblem> problems = new ArrayList<>(book.skipped());
        for (Contact contact : book.contacts()) {
            contact.addresses().keySet().stream()
                    .sorted()
                    .filter(channel -> !book.hasGateway(channel))
                    .forEach(
                            channel ->
                                    problems.add(
                                            new ContactProblem(
                                                    contact.name(),
                                                    "is not reached by %s: there is no gateway"
                                                            .formatted(channel.wire()),
                                                    "add \"%s\" to the file"
                                                            .formatted(
                                                                    channel == ChannelKind.EMAIL
                                                                            ? "smtp"
                                                                            : "twilio"))));
        }
        List<String> warned = names(book, companyId, Severity.WARNING);
        List<String> woken = names(book, companyId, Severity.CRITICAL);
        missing(problems, companyId, Severity.WARNING, warned);
        missing(problems, companyId, Severity.CRITICAL, woken);
        return new Reach(Map.of(Severity.WARNING, warned, Severity.CRITICAL, woken), problems);
    }

    private static List<String> names(ContactBook book, String companyId, Severity severity) {
        return book.of(companyId).stream()
                .filter(contact -> contact.takes(severity))
                .filter(
                        contact ->
                                contact.addresses().keySet().stream()
                                        .anyMatch(
                                                channel ->
                                                        // A call comes with the fourth level only,
                                                        // and what is dry reaches nobody.
                                                        channel != ChannelKind.VOICE
                                                                && channel != ChannelKind.DRY
                                                                && book.hasGateway(channel)))
                .map(Contact::name)
                .toList();
    }

    private static void missing(
            List<ContactProblem> problems,
            String companyId,
            Severity severity,
            List<String> names) {
        if (names.isEmpty()) {
            problems.add(
                    new ContactProblem(
                            severity.name(),
                            companyId.equals("*")
                                    ? "reaches nobody for companies that no contact names"
                                    : "reaches nobody for the company %s".formatted(companyId),
                            "add a contact that takes it, with a channel that has a gateway"));
        }
    }

    /** Whether each severity that is told at all reaches somebody. */
    public boolean isComplete() {
        return reached.values().stream().noneMatch(List::isEmpty);
    }
}
