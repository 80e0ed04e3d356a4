package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.syntax.Functions;
import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names a file defines, imports and exports. Immutable once read. */
final class Definitions {
    private static final Set<String> DECLARE = Set.of("const", "let", "var");

    private final TokenList tokens;
    private final Functions functions;
    private final Map<String, List<Definition>> byName = new HashMap<>();
    private final Map<String, Definition> exports = new HashMap<>();
    private final List<String> reexported = new ArrayList<>();

    private Definitions(TokenList tokens, Functions functions) {
        this.tokens = tokens;
        this.functions = functions;
    }

    static Definitions of(TokenList tokens, Functions functions) {
        Definitions definitions = new Definitions(tokens, functions);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, TokenKind.WORD) && !tokens.is(i - 1, ".")) {
                definitions.word(i);
            }
        }
        return definitions;
    }

    /** What a name stands for, seen from a function: the nearest definition around it. */
    @Nullable Definition find(String name, int function) {
        List<Definition> all = byName.get(name);
        if (all == null) {
            return null;
        }
        int around = function;
        while (true) {
            Definition found = null;
            for (Definition definition : all) {
                if (definition.function() == around) {
                    found =
                            found == null
                                    ? definition
                                    : new Definition.Unknown(definition.function());
                }
            }
            if (found != null || around < 0) {
                return found;
            }
            around = functions.parent(around);
        }
    }

    /** What the file exports under a name. */
    @Nullable Definition exported(String name) {
        Definition found = exports.get(name);
        return found != null ? found : find(name, -1);
    }

    /** The modules whose exports are this file's too. */
    List<String> reexported() {
        return reexported;
    }

    /** All names, for rules that look for what a file imports. */
    Map<String, List<Definition>> all() {
        return byName;
    }

    private void word(int i) {
        String word = tokens.text(i);
        if (DECLARE.contains(word)) {
            declaration(i + 1);
        } else if (word.equals("enum") && tokens.is(i + 2, "{")) {
            add(tokens.text(i + 1), new Definition.Enumeration(i + 2, functions.innermost(i)));
        } else if (word.equals("import")) {
            imported(i + 1);
        } else if (word.equals("export")) {
            exported(i + 1);
        } else if (word.equals("module") && tokens.is(i + 1, ".") && tokens.is(i + 2, "exports")) {
            assigned(i + 3);
        } else if (word.equals("exports")) {
            assigned(i + 1);
        }
    }

    private void declaration(int at) {
        int function = at < tokens.size() ? functions.innermost(at) : -1;
        if (tokens.is(at, "{") && tokens.match(at) > at) {
            int close = tokens.match(at);
            if (tokens.is(close + 1, "=")) {
                destructured(at, close, close + 2, function);
            }
        } else if (tokens.is(at, TokenKind.WORD)) {
            int equals = at + 1;
            if (tokens.is(equals, ":")) {
                equals = behindType(equals + 1);
            }
            if (tokens.is(equals, "=")) {
                add(tokens.text(at), initialised(equals + 1, function));
            } else {
                add(tokens.text(at), new Definition.Unknown(function));
            }
        }
    }

    private int behindType(int from) {
        int i = from;
        for (int steps = 0; steps < 60 && i < tokens.size(); steps++) {
            if (tokens.is(i, "=") || tokens.is(i, ";")) {
                return i;
            }
            i = tokens.match(i) > i ? tokens.match(i) + 1 : i + 1;
        }
        return i;
    }

    /** An expression, or what it requires when it is {@code require('...')}. */
    private Definition initialised(int from, int function) {
        int at = tokens.is(from, "await") ? from + 1 : from;
        boolean required =
                (tokens.is(at, "require") || tokens.is(at, "import"))
                        && tokens.is(at + 1, "(")
                        && tokens.is(at + 2, TokenKind.STRING)
                        && tokens.is(at + 3, ")");
        if (!required) {
            return new Definition.Initialised(from, function);
        }
        String module = tokens.value(at + 2);
        boolean member = tokens.is(at + 4, ".") && tokens.is(at + 5, TokenKind.WORD);
        String exported = member ? tokens.text(at + 5) : Definition.Imported.ALL;
        return new Definition.Imported(module, exported, function);
    }

    private void destructured(int open, int close, int from, int function) {
        Definition whole = initialised(from, function);
        for (int i = open + 1; i < close; i++) {
            if (tokens.is(i, TokenKind.WORD) && (tokens.is(i - 1, "{") || tokens.is(i - 1, ","))) {
                String property = tokens.text(i);
                boolean renamed = tokens.is(i + 1, ":") && tokens.is(i + 2, TokenKind.WORD);
                String name = renamed ? tokens.text(i + 2) : property;
                add(
                        name,
                        whole instanceof Definition.Imported imported
                                ? new Definition.Imported(imported.module(), property, function)
                                : new Definition.Taken(from, property, function));
            }
        }
    }

    private void imported(int at) {
        if (tokens.is(at, "(") || tokens.is(at, TokenKind.STRING)) {
            return;
        }
        int from = at;
        while (from < tokens.size() && from < at + 2_000 && !tokens.is(from, "from")) {
            if (tokens.is(from, ";") || tokens.is(from, "=")) {
                return;
            }
            from++;
        }
        if (!tokens.is(from + 1, TokenKind.STRING)) {
            return;
        }
        String module = tokens.value(from + 1);
        int i = tokens.is(at, "type") && !tokens.is(at + 1, ",") ? at + 1 : at;
        for (; i < from; i++) {
            if (tokens.is(i, "*") && tokens.is(i + 1, "as")) {
                add(tokens.text(i + 2), new Definition.Imported(module, "*", -1));
                i += 2;
            } else if (tokens.is(i, "{")) {
                int close = tokens.match(i) > i ? Math.min(tokens.match(i), from) : from;
                names(
                        i + 1,
                        close,
                        (exported, local) ->
                                add(local, new Definition.Imported(module, exported, -1)));
                i = close;
            } else if (tokens.is(i, TokenKind.WORD)) {
                add(tokens.text(i), new Definition.Imported(module, "default", -1));
            }
        }
    }

    private void exported(int at) {
        if (tokens.is(at, "default")) {
            exports.put("default", initialised(at + 1, -1));
        } else if (tokens.is(at, "*")) {
            int from = tokens.is(at + 1, "as") ? at + 3 : at + 1;
            if (tokens.is(from, "from") && tokens.is(from + 1, TokenKind.STRING)) {
                reexported.add(tokens.value(from + 1));
            }
        } else if (tokens.is(at, "{") && tokens.match(at) > at) {
            int close = tokens.match(at);
            boolean elsewhere =
                    tokens.is(close + 1, "from") && tokens.is(close + 2, TokenKind.STRING);
            String module = elsewhere ? tokens.value(close + 2) : "";
            names(
                    at + 1,
                    close,
                    (local, exported) -> {
                        Definition definition =
                                elsewhere
                                        ? new Definition.Imported(module, local, -1)
                                        : find(local, -1);
                        if (definition != null) {
                            exports.put(exported, definition);
                        }
                    });
        }
    }

    /** {@code exports.name = <expression>} and {@code module.exports = <expression>}. */
    private void assigned(int at) {
        if (tokens.is(at, ".") && tokens.is(at + 1, TokenKind.WORD) && tokens.is(at + 2, "=")) {
            exports.put(tokens.text(at + 1), initialised(at + 3, -1));
        } else if (tokens.is(at, "=")) {
            exports.put("default", initialised(at + 1, -1));
        }
    }

    private interface TwoNames {
        void accept(String first, String second);
    }

    /** {@code a, b as c}: each with its name on either side of {@code as}. */
    private void names(int from, int to, TwoNames sink) {
        for (int i = from; i < to; i++) {
            if (tokens.is(i, TokenKind.WORD)) {
                if (tokens.is(i, "type") && tokens.is(i + 1, TokenKind.WORD)) {
                    continue;
                }
                String first = tokens.text(i);
                if (tokens.is(i + 1, "as") && i + 2 < to) {
                    sink.accept(first, tokens.text(i + 2));
                    i += 2;
                } else {
                    sink.accept(first, first);
                }
            }
        }
    }

    private void add(String name, Definition definition) {
        byName.computeIfAbsent(name, n -> new ArrayList<>(1)).add(definition);
    }
}
