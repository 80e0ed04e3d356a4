package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.Finding;
import dev.nightshift.alerts.registry.source.report.Finding.Kind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds e-mails, SMS, calls and webhooks that are sent without the adapter. */
final class SendRule {
    private static final Set<String> HTTP_VERBS =
            Set.of("post", "put", "patch", "request", "get", "send", "json", "default");
    private static final Set<String> HTTP_CLIENTS =
            Set.of(
                    "axios",
                    "http",
                    "https",
                    "got",
                    "request",
                    "superagent",
                    "ky",
                    "needle",
                    "undici",
                    "client",
                    "httpservice",
                    "fetch");
    private static final Set<String> CALLABLE =
            Set.of("fetch", "axios", "got", "request", "ky", "needle", "nodeFetch", "node_fetch");
    private static final Map<String, Kind> HOSTS =
            Map.ofEntries(
                    Map.entry("hooks.slack.com", Kind.DIRECT_WEBHOOK),
                    Map.entry("events.pagerduty.com", Kind.DIRECT_WEBHOOK),
                    Map.entry("api.pagerduty.com", Kind.DIRECT_WEBHOOK),
                    Map.entry("api.opsgenie.com", Kind.DIRECT_WEBHOOK),
                    Map.entry("discord.com/api/webhooks", Kind.DIRECT_WEBHOOK),
                    Map.entry("outlook.office.com/webhook", Kind.DIRECT_WEBHOOK),
                    Map.entry("api.telegram.org", Kind.DIRECT_WEBHOOK),
                    Map.entry("api.twilio.com", Kind.DIRECT_SMS),
                    Map.entry("api.sendgrid.com", Kind.DIRECT_EMAIL),
                    Map.entry("api.mailgun.net", Kind.DIRECT_EMAIL),
                    Map.entry("api.postmarkapp.com", Kind.DIRECT_EMAIL),
                    Map.entry("api.resend.com", Kind.DIRECT_EMAIL));
    private static final Map<String, Kind> CONSTRUCTED =
            Map.of(
                    "IncomingWebhook", Kind.DIRECT_WEBHOOK,
                    "SendEmailCommand", Kind.DIRECT_EMAIL,
                    "WebhookClient", Kind.DIRECT_WEBHOOK);

    private final SourceFile file;
    private final Values values;
    private final boolean twilio;

    SendRule(SourceFile file, Values values) {
        this.file = file;
        this.values = values;
        this.twilio = imports("twilio");
    }

    @Nullable Finding check(Call call) {
        Kind kind = call.isDefinition() ? null : provider(call);
        if (kind != null) {
            return finding(call, kind, "it is sent without sendAlert");
        }
        return isHttp(call) ? request(call) : null;
    }

    private @Nullable Kind provider(Call call) {
        String receiver = call.receiver().toLowerCase(Locale.ROOT);
        String method = call.method();
        boolean made = file.tokens().is(call.name() - 1, "new");
        if (made) {
            return CONSTRUCTED.get(method);
        }
        return switch (method) {
            case "sendMail" -> call.chain().size() > 1 ? Kind.DIRECT_EMAIL : null;
            case "send", "sendMultiple" ->
                    receiver.equals("sgmail")
                                    || receiver.contains("sendgrid")
                                    || receiver.equals("messages()")
                                    || receiver.equals("emails")
                                    || from(call, "@sendgrid/mail")
                            ? Kind.DIRECT_EMAIL
                            : null;
            case "sendEmail", "sendRawEmail", "sendTemplatedEmail" ->
                    receiver.contains("ses") || receiver.contains("postmark")
                            ? Kind.DIRECT_EMAIL
                            : null;
            case "create" -> {
                boolean sms = receiver.equals("messages");
                boolean voice = receiver.equals("calls");
                yield (sms || voice) && (isTwilio(call) || addressed(call))
                        ? Kind.DIRECT_SMS
                        : null;
            }
            default -> null;
        };
    }

    private boolean isTwilio(Call call) {
        return twilio || call.written().toLowerCase(Locale.ROOT).contains("twilio");
    }

    /** Whether it names a sender and a receiver: other services have messages too. */
    private boolean addressed(Call call) {
        ObjectLiteral.Property argument = call.argument(0);
        if (argument == null || !file.tokens().is(argument.from(), "{")) {
            return false;
        }
        ObjectLiteral literal = ObjectLiteral.at(file, argument.from());
        return literal.property("to") != null
                && (literal.property("from") != null
                        || literal.property("messagingServiceSid") != null);
    }

    private static boolean isHttp(Call call) {
        if (call.chain().size() == 1) {
            return CALLABLE.contains(call.method());
        }
        String receiver = call.receiver().toLowerCase(Locale.ROOT).replace("()", "");
        return (HTTP_VERBS.contains(call.method()) || call.method().equals("fetch"))
                && (HTTP_CLIENTS.contains(receiver)
                        || receiver.endsWith("axios")
                        || receiver.equals("window")
                        || receiver.equals("globalThis"));
    }

    private @Nullable Finding request(Call call) {
        ObjectLiteral.Property argument = call.argument(0);
        if (argument == null) {
            return null;
        }
        TokenList tokens = file.tokens();
        int from = argument.from();
        int to = argument.to();
        if (tokens.is(from, "{") && tokens.match(from) == to - 1) {
            ObjectLiteral literal = ObjectLiteral.at(file, from);
            ObjectLiteral.Property url = literal.property("url");
            ObjectLiteral.Property host = literal.property("hostname");
            ObjectLiteral.Property target = url != null ? url : host;
            if (target == null) {
                return null;
            }
            from = target.from();
            to = target.to();
        }
        Resolved address = values.text(file, from, to);
        for (String url : address.values()) {
            String lower = url.toLowerCase(Locale.ROOT);
            for (Map.Entry<String, Kind> host : HOSTS.entrySet()) {
                if (lower.contains(host.getKey())) {
                    return finding(call, host.getValue(), "it calls " + host.getKey());
                }
            }
            if (lower.contains("webhook")) {
                return finding(call, Kind.DIRECT_WEBHOOK, "it calls a webhook");
            }
        }
        String written = tokens.excerpt(from, to) + " " + address.unknown();
        return written.toLowerCase(Locale.ROOT).contains("webhook")
                ? finding(call, Kind.DIRECT_WEBHOOK, "it calls " + tokens.excerpt(from, to))
                : null;
    }

    private static Finding finding(Call call, Kind kind, String detail) {
        return new Finding(call.place(), kind, call.written(), detail);
    }

    private boolean from(Call call, String module) {
        List<Definition> definitions = file.definitions().all().get(call.receiver());
        return definitions != null
                && definitions.stream()
                        .anyMatch(
                                d ->
                                        d instanceof Definition.Imported is
                                                && is.module().equals(module));
    }

    private boolean imports(String module) {
        return file.definitions().all().values().stream()
                .flatMap(List::stream)
                .anyMatch(d -> d instanceof Definition.Imported is && is.module().equals(module));
    }
}
