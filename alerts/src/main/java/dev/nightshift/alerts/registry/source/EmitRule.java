package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.EmitSite;
import dev.nightshift.alerts.registry.source.report.Place;
import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds the calls of {@code sendAlert} in a file, under whatever name they go there. */
final class EmitRule {
    static final String METHOD = "sendAlert";

    private static final Set<String> SEVERITIES = Set.of("INFO", "WARNING", "CRITICAL");

    private final SourceFile file;
    private final Values values;
    private final SourceTree tree;
    private final Set<String> aliases = new HashSet<>();

    EmitRule(SourceFile file, Values values, SourceTree tree) {
        this.file = file;
        this.values = values;
        this.tree = tree;
        for (Map.Entry<String, List<Definition>> name : file.definitions().all().entrySet()) {
            if (name.getValue().stream().anyMatch(this::isAdapter)) {
                aliases.add(name.getKey());
            }
        }
    }

    boolean covers(Call call) {
        boolean named = call.method().equals(METHOD);
        boolean alias = call.chain().size() == 1 && aliases.contains(call.method());
        return (named || alias) && !call.isDefinition();
    }

    EmitSite site(Call call) {
        List<String> notes = new ArrayList<>();
        Found found = new Found(notes);
        Values.Spot object = null;
        for (int i = 0; i < 3 && object == null; i++) {
            ObjectLiteral.Property argument = call.argument(i);
            if (argument == null) {
                break;
            }
            Values.Spot spot = values.object(file, argument.from(), argument.to());
            if (spot != null && spot.file().tokens().match(spot.token()) > spot.token()) {
                ObjectLiteral literal = ObjectLiteral.at(spot.file(), spot.token());
                // "sendAlert({ companyId }, alert)": the first object is the context.
                object = i == 0 && !holdsCode(literal) && call.argument(1) != null ? null : spot;
            }
        }
        if (object != null) {
            read(object, found, 4);
        } else {
            positional(call, found);
        }
        if (found.codes.isEmpty()) {
            notes.add("the code is not in the text: " + found.codeSeen);
        }
        return new EmitSite(
                call.place(),
                sorted(found.codes),
                sorted(found.severities),
                sorted(found.eventTypes),
                List.copyOf(notes));
    }

    private static boolean holdsCode(ObjectLiteral literal) {
        return literal.property("code") != null || literal.property("severity") != null;
    }

    private static final class Found {
        final List<String> notes;
        final Set<String> codes = new HashSet<>();
        final Set<String> severities = new HashSet<>();
        final Set<String> eventTypes = new HashSet<>();
        String codeSeen = "no code is given";
        boolean hasCode;
        boolean hasSeverity;

        Found(List<String> notes) {
            this.notes = notes;
        }
    }

    private void read(Values.Spot object, Found found, int depth) {
        SourceFile in = object.file();
        ObjectLiteral literal = ObjectLiteral.at(in, object.token());
        ObjectLiteral.Property code = literal.property("code");
        if (code != null && !found.hasCode) {
            found.hasCode = true;
            Resolved resolved = values.text(in, code.from(), code.to());
            found.codes.addAll(resolved.values());
            found.codes.remove("*");
            found.codeSeen = String.valueOf(resolved.unknown());
            if (resolved.unknown() != null && !found.codes.isEmpty()) {
                found.notes.add("other codes are possible: " + resolved.unknown());
            }
        }
        ObjectLiteral.Property severity = literal.property("severity");
        if (severity != null && !found.hasSeverity) {
            found.hasSeverity = true;
            severity(in, severity, found);
        }
        ObjectLiteral.Property eventType = literal.property("eventType");
        if (eventType != null && found.eventTypes.isEmpty()) {
            Resolved resolved = values.text(in, eventType.from(), eventType.to());
            resolved.values().forEach(v -> found.eventTypes.add(v.toLowerCase(Locale.ROOT)));
        }
        for (ObjectLiteral.Property spread : literal.spreads()) {
            spread(in, spread, found, depth);
        }
    }

    private void severity(SourceFile in, ObjectLiteral.Property severity, Found found) {
        TokenList tokens = in.tokens();
        Resolved resolved = values.text(in, severity.from(), severity.to());
        resolved.values().forEach(v -> found.severities.add(v.toUpperCase(Locale.ROOT)));
        found.severities.remove("*");
        // "Severity.CRITICAL" says what it is even where its file is not here.
        if (resolved.values().isEmpty() && tokens.is(severity.to() - 1, TokenKind.WORD)) {
            String last = tokens.text(severity.to() - 1).toUpperCase(Locale.ROOT);
            if (SEVERITIES.contains(last)) {
                found.severities.add(last);
                return;
            }
        }
        if (resolved.unknown() != null) {
            found.notes.add("the severity is not in the text: " + resolved.unknown());
        }
    }

    private void spread(SourceFile in, ObjectLiteral.Property spread, Found found, int depth) {
        Values.Spot object = depth == 0 ? null : values.object(in, spread.from(), spread.to());
        if (object != null && object.file().tokens().match(object.token()) > object.token()) {
            read(object, found, depth - 1);
        } else {
            found.notes.add(
                    "more comes from ..." + in.tokens().excerpt(spread.from(), spread.to()));
        }
    }

    /** {@code sendAlert('CODE', 'WARNING', ...)}: texts in the order they come. */
    private void positional(Call call, Found found) {
        for (int i = 0; i < 4; i++) {
            ObjectLiteral.Property argument = call.argument(i);
            if (argument == null) {
                break;
            }
            Resolved resolved = values.text(file, argument.from(), argument.to());
            for (String value : resolved.values()) {
                if (SEVERITIES.contains(value)) {
                    found.severities.add(value);
                } else if (found.codes.isEmpty() && value.matches("[A-Z][A-Z0-9_*]*_[A-Z0-9_*]+")) {
                    found.codes.add(value);
                }
            }
            if (found.codes.isEmpty() && (i == 0 || resolved.values().isEmpty())) {
                found.codeSeen = file.tokens().excerpt(argument.from(), argument.to());
            }
        }
    }

    /** Whether a name stands for the adapter's method: imported, required, taken or bound. */
    private boolean isAdapter(Definition definition) {
        return switch (definition) {
            case Definition.Imported is ->
                    is.exported().equals(METHOD) || (isWhole(is) && exportsAdapter(is.module()));
            case Definition.Taken is -> is.property().equals(METHOD);
            case Definition.Initialised is -> endsInMethod(is.from());
            case Definition.Enumeration is -> false;
            case Definition.Unknown is -> false;
        };
    }

    private static boolean isWhole(Definition.Imported is) {
        return is.exported().equals(Definition.Imported.ALL)
                || is.exported().equals(Definition.Imported.DEFAULT);
    }

    private boolean exportsAdapter(String module) {
        if (!module.startsWith(".") && !module.startsWith("@/") && !module.startsWith("~/")) {
            return false;
        }
        if (module.replaceFirst("\\.\\w+$", "").endsWith("/" + METHOD)) {
            return true;
        }
        SourceFile there = tree.imported(file.path(), module);
        Definition exported =
                there == null ? null : there.definitions().exported(Definition.Imported.DEFAULT);
        if (there == null || !(exported instanceof Definition.Initialised is)) {
            return false;
        }
        TokenList tokens = there.tokens();
        int at = tokens.is(is.from(), "async") ? is.from() + 1 : is.from();
        at = tokens.is(at, "function") ? at + 1 : at;
        return tokens.is(at, METHOD);
    }

    /** {@code x.sendAlert}, {@code x.sendAlert.bind(x)} and {@code sendAlert} itself. */
    private boolean endsInMethod(int from) {
        TokenList tokens = file.tokens();
        int i = from;
        while (tokens.is(i, TokenKind.WORD) && tokens.is(i + 1, ".")) {
            if (tokens.is(i, METHOD)) {
                return tokens.is(i + 2, "bind");
            }
            i += 2;
        }
        return tokens.is(i, METHOD) && !tokens.is(i + 1, "(");
    }

    private static List<String> sorted(Set<String> values) {
        return values.stream().sorted().toList();
    }

    /** Whether the file defines the adapter: what it sends is the adapter's own business. */
    static @Nullable Place definition(SourceFile file) {
        TokenList tokens = file.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.is(i, METHOD) || tokens.is(i - 1, ".")) {
                continue;
            }
            Call call = Call.at(file, i);
            boolean method = call != null && call.isDefinition();
            boolean assigned =
                    (tokens.is(i + 1, "=") || tokens.is(i + 1, ":"))
                            && (tokens.is(i + 2, "async")
                                    || tokens.is(i + 2, "function")
                                    || (tokens.is(i + 2, "(")
                                            && tokens.is(tokens.match(i + 2) + 1, "=>")));
            if (method || assigned) {
                return file.place(i);
            }
        }
        return null;
    }
}
