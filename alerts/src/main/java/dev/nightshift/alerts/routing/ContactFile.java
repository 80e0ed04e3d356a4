package dev.nightshift.alerts.routing;

import dev.nightshift.alerts.Severity;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file that says whom alerts reach. What is malformed is refused with its file, line or path; a
 * contact that lacks an address for a channel is kept without that channel, and that is said.
 */
public final class ContactFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Set<String> PARTS = Set.of("smtp", "twilio", "pagerduty", "contacts");
    private static final Set<String> CONTACT =
            Set.of(
                    "name",
                    "companies",
                    "channels",
                    "severities",
                    "email",
                    "phone",
                    "webhook",
                    "pagerdutyKeyEnv",
                    "pagerdutyKeyFile",
                    "quietHours");

    private final Path file;
    private final Secrets secrets;
    private String text = "";
    private final List<ContactProblem> skipped = new ArrayList<>();

    private ContactFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.secrets = new Secrets(environment);
    }

    /**
     * Reads the file; nobody is told of anything while there is none.
     *
     * @param environment where secrets are
     * @throws NightshiftException BAD_SETTING with file and place
     */
    public static ContactBook read(Path file, Map<String, String> environment) {
        if (!Files.exists(file)) {
            return ContactBook.empty();
        }
        return new ContactFile(file, environment).read();
    }

    private ContactBook read() {
        JsonNode root;
        try {
            text = Files.readString(file);
            root = JSON.readTree(text);
        } catch (JacksonException malformed) {
            throw refused(
                    "line %d: it is not JSON"
                            .formatted(
                                    malformed.getLocation() == null
                                            ? 1
                                            : malformed.getLocation().getLineNr()));
        } catch (IOException unreadable) {
            throw refused("it cannot be read");
        }
        known(root, PARTS, "");
        List<Contact> contacts = new ArrayList<>();
        JsonNode list = root.path("contacts");
        for (int i = 0; i < list.size(); i++) {
            contacts.add(contact(list.get(i), "/contacts/" + i));
        }
        return new ContactBook(
                new Gateways(
                        smtp(root.path("smtp")),
                        twilio(root.path("twilio")),
                        root.path("pagerduty").path("url").isString()
                                ? uri(root.path("pagerduty"), "url", "/pagerduty")
                                : Gateways.PAGERDUTY),
                contacts,
                skipped);
    }

    private Optional<Gateways.Smtp> smtp(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        known(
                node,
                Set.of("host", "port", "from", "user", "passwordEnv", "passwordFile", "startTls"),
                "/smtp");
        String password = secret("smtp", node, "password").orElse("");
        String user = node.path("user").asString("");
        return Optional.of(
                new Gateways.Smtp(
                        required(node, "host", "/smtp"),
                        node.path("port").asInt(25),
                        required(node, "from", "/smtp"),
                        user,
                        password,
                        // A password goes in the clear only where somebody says that it may.
                        node.path("startTls").asBoolean(!user.isEmpty())));
    }

    private Optional<Gateways.Twilio> twilio(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        known(node, Set.of("url", "account", "from", "tokenEnv", "tokenFile"), "/twilio");
        return Optional.of(
                new Gateways.Twilio(
                        node.has("url")
                                ? uri(node, "url", "/twilio")
                                : URI.create("https://api.twilio.com"),
                        required(node, "account", "/twilio"),
                        secret("twilio", node, "token").orElse(""),
                        required(node, "from", "/twilio")));
    }

    private Contact contact(JsonNode node, String path) {
        known(node, CONTACT, path);
        String name = required(node, "name", path);
        List<String> companies = new ArrayList<>();
        node.path("companies").forEach(company -> companies.add(company.asString("")));
        if (companies.isEmpty()) {
            companies.add("*");
        }
        Map<ChannelKind, String> addresses = new EnumMap<>(ChannelKind.class);
        JsonNode channels = node.path("channels");
        for (int i = 0; i < channels.size(); i++) {
            ChannelKind kind = kind(channels.get(i).asString(""), path + "/channels/" + i);
            Optional<String> address = address(node, kind, name);
            if (address.isPresent()) {
                addresses.put(kind, address.get());
            } else {
                skipped.add(
                        new ContactProblem(
                                name,
                                "is not reached by %s".formatted(kind.wire()),
                                "give %s".formatted(field(kind))));
            }
        }
        if (addresses.isEmpty()) {
            skipped.add(
                    new ContactProblem(
                            name,
                            "is not reached at all",
                            "give a channel in \"channels\", and its address"));
        }
        return new Contact(
                name,
                companies,
                severities(node.path("severities"), path, name),
                addresses,
                quiet(node.path("quietHours"), path));
    }

    private ChannelKind kind(String name, String path) {
        return ChannelKind.of(name)
                .orElseThrow(
                        () ->
                                refused(
                                        path,
                                        "'%s' is no channel; there are email, sms, voice, webhook, pagerduty, dry"
                                                .formatted(name.toLowerCase(Locale.ROOT))));
    }

    private Set<Severity> severities(JsonNode node, String path, String name) {
        if (node.isMissingNode()) {
            return Contact.TOLD;
        }
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        for (int i = 0; i < node.size(); i++) {
            String text = node.get(i).asString("");
            switch (text) {
                case "WARNING" -> severities.add(Severity.WARNING);
                case "CRITICAL" -> severities.add(Severity.CRITICAL);
                case "INFO" ->
                        skipped.add(
                                new ContactProblem(
                                        name,
                                        "asks for INFO, of which nobody is told",
                                        "take it out of \"severities\"; it is in: nightshift alerts"
                                                + " list"));
                default ->
                        throw refused(
                                path + "/severities/" + i,
                                "'%s' is no severity; there are WARNING and CRITICAL"
                                        .formatted(text));
            }
        }
        return severities;
    }

    private Optional<String> address(JsonNode node, ChannelKind kind, String name) {
        return switch (kind) {
            case EMAIL -> text(node, "email").filter(email -> email.indexOf('@') > 0);
            case SMS, VOICE -> text(node, "phone").filter(phone -> phone.matches("\\+\\d{7,15}"));
            case WEBHOOK -> text(node, "webhook").filter(url -> web(url).isPresent());
            case PAGERDUTY -> secret(name, node, "pagerdutyKey");
            case DRY -> Optional.of("dry");
        };
    }

    private static String field(ChannelKind kind) {
        return switch (kind) {
            case EMAIL -> "\"email\", with an address";
            case SMS, VOICE -> "\"phone\", in the form +4915112345678";
            case WEBHOOK -> "\"webhook\", with http:// or https:// and a host";
            case PAGERDUTY -> "\"pagerdutyKeyEnv\" or \"pagerdutyKeyFile\", with a key";
            case DRY -> "nothing";
        };
    }

    private Optional<QuietHours> quiet(JsonNode node, String path) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        String at = path + "/quietHours";
        known(node, Set.of("from", "to", "zone"), at);
        try {
            return Optional.of(
                    new QuietHours(
                            LocalTime.parse(required(node, "from", at)),
                            LocalTime.parse(required(node, "to", at)),
                            ZoneId.of(required(node, "zone", at))));
        } catch (DateTimeException wrong) {
            throw refused(
                    at,
                    "it looks like {\"from\":\"22:00\",\"to\":\"07:00\",\"zone\":"
                            + "\"Europe/Berlin\"}");
        }
    }

    private Optional<String> secret(String what, JsonNode node, String name) {
        return secrets.read(
                what, text(node, name + "Env"), text(node, name + "File"), skipped::add);
    }

    private URI uri(JsonNode node, String name, String path) {
        return web(required(node, name, path))
                .orElseThrow(
                        () ->
                                refused(
                                        path + "/" + name,
                                        "it is no address that begins with http:// or https://"));
    }

    /** An address that can be posted to; what cannot would fail at night only. */
    private static Optional<URI> web(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                            && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException wrong) {
            return Optional.empty();
        }
    }

    private String required(JsonNode node, String name, String path) {
        return text(node, name).orElseThrow(() -> refused(path + "/" + name, "it is missing"));
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isString() && !value.asString().isBlank()
                ? Optional.of(value.asString().strip())
                : Optional.empty();
    }

    private void known(JsonNode node, Set<String> names, String path) {
        if (!node.isObject()) {
            throw refused(path.isEmpty() ? "/" : path, "it is no object");
        }
        for (String name : node.propertyNames()) {
            if (!names.contains(name)) {
                throw refused(path + "/" + name, "nobody reads that");
            }
        }
    }

    private NightshiftException refused(String path, String why) {
        int line = JsonLines.lineOf(text, path);
        return refused(
                line == 0
                        ? "%s: %s".formatted(path, why)
                        : "line %d, %s: %s".formatted(line, path, why));
    }

    private NightshiftException refused(String why) {
        return new NightshiftException(
                FailureCode.BAD_SETTING,
                "The alerts' contacts in %s cannot be used: %s.".formatted(file, why),
                "The guide's chapter \"When something fails at night\" shows a file.");
    }
}
