package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.report.Place;
import dev.nightshift.alerts.registry.source.syntax.Functions;
import dev.nightshift.alerts.registry.source.syntax.TokenList;
import dev.nightshift.alerts.registry.source.syntax.Tokenizer;

/**
 * One file, read into tokens, with the names it defines. Immutable.
 *
 * @param path from the scanned folder, with slashes
 */
record SourceFile(String path, TokenList tokens, Functions functions, Definitions definitions) {
    static SourceFile of(String path, String text) {
        // In plain TypeScript "<T>x" is a cast.
        boolean jsx = !path.endsWith(".ts") && !path.endsWith(".mts") && !path.endsWith(".cts");
        TokenList tokens = Tokenizer.read(text, jsx);
        Functions functions = Functions.of(tokens);
        return new SourceFile(path, tokens, functions, Definitions.of(tokens, functions));
    }

    Place place(int token) {
        return new Place(path, tokens.line(token));
    }

    /** The end of the expression that starts at {@code from}: the index behind its last token. */
    int expressionEnd(int from, int limit) {
        int i = from;
        while (i < limit) {
            if (tokens.is(i, ",") || tokens.is(i, ";")) {
                return i;
            }
            int match = tokens.match(i);
            if (match >= 0 && match < i) {
                return i;
            }
            if (i > from && match < 0 && startsStatement(i)) {
                return i;
            }
            i = match > i ? match + 1 : i + 1;
        }
        return Math.min(i, limit);
    }

    private boolean startsStatement(int token) {
        if (!tokens.startsLine(token)) {
            return false;
        }
        return tokens.is(token, "const")
                || tokens.is(token, "let")
                || tokens.is(token, "var")
                || tokens.is(token, "export")
                || tokens.is(token, "import")
                || tokens.is(token, "return")
                || tokens.is(token, "module")
                || tokens.is(token, "exports");
    }
}
