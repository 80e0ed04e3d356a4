package dev.nightshift.app.cli.leads;

import dev.nightshift.app.cli.CompanyOption;
import dev.nightshift.app.cli.Session;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.bson.Document;
import org.bson.types.ObjectId;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code leads show}. */
@Command(name = "show", description = "Shows one lead with all its fields.")
public final class LeadsShowCommand implements Callable<Integer> {
    @Mixin private CompanyOption company = new CompanyOption();

    @Parameters(
            paramLabel = "LEAD",
            description = "Its id, its phone as +12025550143, or its e-mail.")
    private String lead = "";

    private final Session session;

    /** The command in a session. */
    public LeadsShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Document found =
                LeadFilter.leads(session, company)
                        .findOne(filter(lead.strip()))
                        .orElseThrow(
                                () ->
                                        new NightshiftException(
                                                FailureCode.NOT_FOUND,
                                                "Company %s has no such lead."
                                                        .formatted(company.required()),
                                                "Find it with 'nightshift leads list'."));
        session.printer().result(LeadView.of(found), LeadsShowCommand::lines);
        return 0;
    }

    private static Document filter(String lead) {
        if (ObjectId.isValid(lead)) {
            return new Document("_id", new ObjectId(lead));
        }
        return lead.contains("@")
                ? new Document("email", lead.toLowerCase(Locale.ROOT))
                : new Document("phone", lead);
    }

    private static String lines(Map<String, Object> view) {
        StringBuilder text = new StringBuilder();
        view.forEach(
                (name, value) -> {
                    if (value instanceof Map<?, ?> nested) {
                        nested.forEach((key, v) -> line(text, name + "." + key, v));
                    } else {
                        line(text, name, value);
                    }
                });
        return text.toString();
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(Printable.of(name))
                .append(": ")
                .append(Printable.of(String.valueOf(value)))
                .append('\n');
    }
}
