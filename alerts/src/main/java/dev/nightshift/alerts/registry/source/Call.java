package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.Place;
import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A call as it is written.
 *
 * @param name the token of what is called
 * @param open the parenthesis of its arguments
 * @param chain the words before it and itself: {@code client, messages, create}; {@code ()} behind
 *     one that is called too
 */
record Call(SourceFile file, int name, int open, List<String> chain) {
    private static final int LONGEST_CHAIN = 8;
    private static final int LONGEST_TYPE = 30;

    /** The call whose name is this token; null when the token is no name of a call. */
    static @Nullable Call at(SourceFile file, int token) {
        TokenList tokens = file.tokens();
        int open = token + 1;
        if (tokens.is(open, "?.")) {
            open++;
        } else if (tokens.is(open, "<")) {
            open = behindTypes(tokens, open);
        }
        if (!tokens.is(open, "(") || tokens.match(open) < open) {
            return null;
        }
        return new Call(file, token, open, chain(tokens, token));
    }

    private static int behindTypes(TokenList tokens, int from) {
        int depth = 0;
        for (int i = from; i < Math.min(tokens.size(), from + LONGEST_TYPE); i++) {
            if (tokens.is(i, "<")) {
                depth++;
            } else if (tokens.is(i, ">") && --depth == 0) {
                return i + 1;
            } else if (tokens.is(i, ";") || tokens.is(i, ")") || tokens.is(i, "&&")) {
                break;
            }
        }
        return from;
    }

    private static List<String> chain(TokenList tokens, int name) {
        List<String> words = new ArrayList<>(4);
        words.add(tokens.text(name));
        int i = name;
        while (words.size() < LONGEST_CHAIN && (tokens.is(i - 1, ".") || tokens.is(i - 1, "?."))) {
            int before = i - 2;
            boolean called = false;
            while (before >= 0
                    && (tokens.is(before, ")") || tokens.is(before, "]"))
                    && tokens.match(before) >= 0) {
                called |= tokens.is(before, ")");
                before = tokens.match(before) - 1;
            }
            before = tokens.is(before, "!") ? before - 1 : before;
            if (!tokens.is(before, TokenKind.WORD)) {
                break;
            }
            words.addFirst(tokens.text(before) + (called ? "()" : ""));
            i = before;
        }
        return words;
    }

    int close() {
        return file.tokens().match(open);
    }

    String method() {
        return chain.getLast();
    }

    /** The word right before the method; empty when it is called on nothing. */
    String receiver() {
        return chain.size() > 1 ? chain.get(chain.size() - 2) : "";
    }

    boolean isDefinition() {
        TokenList tokens = file.tokens();
        return tokens.is(name - 1, "function")
                || tokens.is(close() + 1, "{")
                || (tokens.is(close() + 1, ":") && chain.size() == 1 && opensBodyAfterType());
    }

    private boolean opensBodyAfterType() {
        int inside = close() + 1 < file.tokens().size() ? open + 1 : open;
        // The parameters of a function stand in it, the arguments of a call do not.
        return file.functions().innermost(open) != file.functions().innermost(name)
                && file.functions().innermost(inside) == file.functions().innermost(open);
    }

    /** Where an argument starts and ends, from 0; null when there are fewer. */
    ObjectLiteral.@Nullable Property argument(int index) {
        TokenList tokens = file.tokens();
        int from = open + 1;
        for (int i = 0; from < close(); i++) {
            int to = from;
            while (to < close() && !tokens.is(to, ",")) {
                to = tokens.match(to) > to ? tokens.match(to) + 1 : to + 1;
            }
            if (i == index) {
                return new ObjectLiteral.Property(from, Math.min(to, close()));
            }
            from = to + 1;
        }
        return null;
    }

    String written() {
        return String.join(".", chain);
    }

    Place place() {
        return file.place(name);
    }
}
