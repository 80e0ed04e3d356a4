package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

/** Finds what expressions stand for, through constants of this file and of those it imports. */
final class Values {
    private static final int DEPTH = 12;

    private final SourceTree tree;

    Values(SourceTree tree) {
        this.tree = tree;
    }

    /** A place in a file where an expression starts or an object opens. */
    record Spot(SourceFile file, int token) {}

    /** What the tokens from {@code from} to before {@code to} stand for, as text. */
    Resolved text(SourceFile file, int from, int to) {
        return text(file, from, to, DEPTH);
    }

    /** The object that an expression stands for, by its opening brace; null where not known. */
    @Nullable Spot object(SourceFile file, int from, int to) {
        return object(file, from, to, DEPTH);
    }

    private Resolved text(SourceFile file, int start, int end, int depth) {
        TokenList tokens = file.tokens();
        int from = start;
        int to = end;
        while (tokens.is(from, "(") && tokens.match(from) == to - 1 && to - from > 2) {
            from++;
            to--;
        }
        if (from >= to || depth == 0) {
            return Resolved.unknown(tokens.excerpt(start, end));
        }
        int cut = outside(tokens, from, to, "as", "satisfies");
        to = cut > from ? cut : to;
        to = to - from > 1 && tokens.is(to - 1, "!") ? to - 1 : to;
        int question = outside(tokens, from, to, "?", "?");
        int colon = question < 0 ? -1 : outside(tokens, question + 1, to, ":", ":");
        if (colon > 0) {
            return text(file, question + 1, colon, depth - 1)
                    .or(text(file, colon + 1, to, depth - 1));
        }
        int either = outside(tokens, from, to, "||", "??");
        if (either > from) {
            return text(file, from, either, depth - 1).or(text(file, either + 1, to, depth - 1));
        }
        int plus = outside(tokens, from, to, "+", "+");
        if (plus > from) {
            return text(file, from, plus, depth - 1).then(text(file, plus + 1, to, depth - 1));
        }
        if (to - from == 1 && tokens.is(from, TokenKind.STRING)) {
            return Resolved.of(tokens.value(from));
        }
        if (tokens.is(from, TokenKind.TEMPLATE_START) && tokens.match(from) == to - 1) {
            return template(file, from, to, depth);
        }
        Spot target = follow(file, from, to, depth);
        if (target == null
                || (target.file().path().equals(file.path())
                        && target.token() >= from
                        && target.token() < to)) {
            return Resolved.unknown(tokens.excerpt(start, end));
        }
        SourceFile there = target.file();
        int until = there.expressionEnd(target.token(), there.tokens().size());
        Resolved value = text(there, target.token(), until, depth - 1);
        return value.values().isEmpty() && value.unknown() == null
                ? Resolved.unknown(tokens.excerpt(start, end))
                : value;
    }

    private Resolved template(SourceFile file, int from, int to, int depth) {
        TokenList tokens = file.tokens();
        Resolved whole = Resolved.of("");
        for (int i = from + 1; i < to - 1; i++) {
            if (tokens.is(i, TokenKind.TEMPLATE_TEXT)) {
                whole = whole.then(Resolved.of(tokens.value(i)));
            } else {
                int close = tokens.match(i);
                if (close < i) {
                    return Resolved.unknown(tokens.excerpt(from, to));
                }
                whole = whole.then(text(file, i + 1, close, depth - 1));
                i = close;
            }
        }
        return whole;
    }

    private @Nullable Spot object(SourceFile file, int from, int to, int depth) {
        TokenList tokens = file.tokens();
        if (depth == 0 || from >= to) {
            return null;
        }
        if (tokens.is(from, "{")) {
            return new Spot(file, from);
        }
        if (tokens.is(from, "(") && tokens.match(from) > from) {
            return object(file, from + 1, tokens.match(from), depth - 1);
        }
        if (tokens.is(from, "Object") && tokens.is(from + 2, "freeze")) {
            return object(file, from + 4, to, depth - 1);
        }
        int cut = outside(tokens, from, to, "as", "satisfies");
        Spot target = follow(file, from, cut > from ? cut : to, depth);
        if (target == null
                || (target.file().path().equals(file.path()) && target.token() == from)) {
            return null;
        }
        SourceFile there = target.file();
        int until = there.expressionEnd(target.token(), there.tokens().size());
        return object(there, target.token(), until, depth - 1);
    }

    /** Where the value of {@code a}, {@code a.b} or {@code a['b']} is written; null if unknown. */
    private @Nullable Spot follow(SourceFile file, int from, int to, int depth) {
        TokenList tokens = file.tokens();
        if (depth == 0 || !tokens.is(from, TokenKind.WORD)) {
            return null;
        }
        int function = file.functions().innermost(from);
        Definition definition = file.definitions().find(tokens.text(from), function);
        int i = from + 1;
        if (definition instanceof Definition.Imported all
                && all.exported().equals("*")
                && tokens.is(i, ".")
                && i + 1 < to) {
            Spot inside = exported(file, all.module(), tokens.text(i + 1), depth - 1);
            return inside == null ? null : members(inside, file, i + 2, to, depth);
        }
        Spot spot = definition == null ? null : locate(file, definition, depth - 1);
        return spot == null ? null : members(spot, file, i, to, depth);
    }

    /** Follows the properties that stand in {@code file} from {@code at} on. */
    private @Nullable Spot members(Spot start, SourceFile file, int at, int to, int depth) {
        TokenList tokens = file.tokens();
        Spot spot = start;
        int i = at;
        while (i < to) {
            String property;
            if ((tokens.is(i, ".") || tokens.is(i, "?.")) && i + 1 < to) {
                property = tokens.text(i + 1);
                i += 2;
            } else if (tokens.is(i, "[") && tokens.is(i + 1, TokenKind.STRING)) {
                property = tokens.value(i + 1);
                i += 3;
            } else {
                return null;
            }
            Spot next = property(spot, property, depth - 1);
            if (next == null) {
                return null;
            }
            spot = next;
        }
        return spot;
    }

    private @Nullable Spot property(Spot spot, String name, int depth) {
        SourceFile file = spot.file();
        int until = file.expressionEnd(spot.token(), file.tokens().size());
        Spot object = object(file, spot.token(), until, depth);
        if (object == null) {
            return null;
        }
        ObjectLiteral literal = ObjectLiteral.at(object.file(), object.token());
        ObjectLiteral.Property property = literal.property(name);
        return property == null ? null : new Spot(object.file(), property.from());
    }

    private @Nullable Spot locate(SourceFile file, Definition definition, int depth) {
        if (depth <= 0) {
            return null;
        }
        return switch (definition) {
            case Definition.Initialised is -> new Spot(file, is.from());
            case Definition.Enumeration is -> new Spot(file, is.brace());
            case Definition.Taken is -> property(new Spot(file, is.from()), is.property(), depth);
            case Definition.Imported is -> exported(file, is.module(), is.exported(), depth);
            case Definition.Unknown is -> null;
        };
    }

    private @Nullable Spot exported(SourceFile from, String module, String name, int depth) {
        SourceFile file = depth <= 0 ? null : tree.imported(from.path(), module);
        if (file == null) {
            return null;
        }
        boolean whole = name.equals(Definition.Imported.ALL);
        Definition found = file.definitions().exported(whole ? Definition.Imported.DEFAULT : name);
        if (found != null) {
            return locate(file, found, depth - 1);
        }
        Definition all = whole ? null : file.definitions().exported("default");
        if (all instanceof Definition.Initialised object) {
            Spot spot = property(new Spot(file, object.from()), name, depth - 1);
            if (spot != null) {
                return spot;
            }
        }
        for (String other : file.definitions().reexported()) {
            Spot spot = exported(file, other, name, depth - 1);
            if (spot != null) {
                return spot;
            }
        }
        return null;
    }

    /** The first of two signs outside of brackets; -1 where there is none. */
    private static int outside(TokenList tokens, int from, int to, String first, String second) {
        for (int i = from; i < to; i++) {
            if (tokens.is(i, first) || tokens.is(i, second)) {
                return i;
            }
            if (tokens.match(i) > i) {
                i = tokens.match(i);
            }
        }
        return -1;
    }
}
