package dev.nightshift.app.cli.alerts;

import dev.nightshift.alerts.Severity;
import dev.nightshift.alerts.routing.ChannelKind;
import dev.nightshift.alerts.routing.Contact;
import dev.nightshift.alerts.routing.ContactBook;
import dev.nightshift.alerts.routing.ContactProblem;
import dev.nightshift.alerts.routing.QuietHours;
import dev.nightshift.alerts.routing.Reach;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Table;
import dev.nightshift.platform.failure.Exit;
import dev.nightshift.platform.tenant.CompanyId;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** {@code alerts contacts}; needs no store. */
@Command(
        name = "contacts",
        description = {
            "Checks whom alerts reach and how; tells nobody anything.",
            "Exit code 1 when a severity reaches nobody."
        })
public final class AlertsContactsCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--company"},
            paramLabel = "ID",
            description = "Whose alerts; by default those of a company that no contact names.")
    private @Nullable String company;

    private final Session session;

    /** The command in a session. */
    public AlertsContactsCommand(Session session) {
        this.session = session;
    }

    /** The result; its names are the JSON contract. Addresses are never printed. */
    record Contacts(
            String file,
            boolean isThere,
            List<ContactView> contacts,
            Map<Severity, List<String>> reached,
            List<ContactProblem> problems) {}

    /** One contact. */
    record ContactView(
            String name,
            List<String> companies,
            List<String> channels,
            List<Severity> severities,
            @Nullable String quietHours) {
        static ContactView of(Contact contact) {
            return new ContactView(
                    contact.name(),
                    contact.companies(),
                    contact.addresses().keySet().stream().sorted().map(ChannelKind::wire).toList(),
                    contact.severities().stream().sorted().toList(),
                    contact.quietHours().map(ContactView::text).orElse(null));
        }

        private static String text(QuietHours quiet) {
            return "%s-%s %s".formatted(quiet.from(), quiet.to(), quiet.zone());
        }
    }

    @Override
    public Integer call() {
        String whose = company == null ? "*" : new CompanyId(company).value();
        ContactBook book = session.contacts();
        Reach reach = Reach.of(book, whose);
        session.printer()
                .result(
                        new Contacts(
                                session.settings().alertsConfig().toString(),
                                Files.exists(session.settings().alertsConfig()),
                                book.contacts().stream().map(ContactView::of).toList(),
                                new TreeMap<>(reach.reached()),
                                reach.problems()),
                        AlertsContactsCommand::text);
        return reach.isComplete() ? Exit.DONE : Exit.FAILED;
    }

    private static String text(Contacts found) {
        Table table = new Table("CONTACT", "COMPANIES", "CHANNELS", "SEVERITIES", "QUIET");
        found.contacts()
                .forEach(
                        contact ->
                                table.row(
                                        contact.name(),
                                        String.join(", ", contact.companies()),
                                        String.join(", ", contact.channels()),
                                        String.join(
                                                ", ",
                                                contact.severities().stream()
                                                        .map(Severity::name)
                                                        .toList()),
                                        contact.quietHours() == null ? "" : contact.quietHours()));
        StringBuilder text =
                new StringBuilder(
                        "file  "
                                + found.file()
                                + (found.isThere() ? "" : ", which is not there")
                                + "\n\n"
                                + table
                                + "\n");
        found.reached()
                .forEach(
                        (severity, names) ->
                                text.append(severity)
                                        .append(" reaches ")
                                        .append(
                                                names.isEmpty()
                                                        ? "nobody"
                                                        : Printable.of(String.join(", ", names)))
                                        .append('\n'));
        if (!found.problems().isEmpty()) {
            text.append('\n');
            found.problems()
                    .forEach(
                            problem ->
                                    text.append(Printable.of(problem.who() + ": " + problem.what()))
                                            .append("\n    ")
                                            .append(Printable.of(problem.fix()))
                                            .append('\n'));
        }
        return text.toString();
    }
}
