package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of an object as it is written, or of an enum.
 *
 * @param spreads the expressions behind {@code ...}, in order
 */
record ObjectLiteral(Map<String, Property> properties, List<Property> spreads) {
    /** The tokens of a value: from the first to before the last. */
    record Property(int from, int to) {}

    static ObjectLiteral at(SourceFile file, int brace) {
        TokenList tokens = file.tokens();
        int close = tokens.match(brace);
        Map<String, Property> properties = new HashMap<>();
        List<Property> spreads = new ArrayList<>();
        int i = brace + 1;
        while (i < close) {
            int end = i;
            while (end < close && !tokens.is(end, ",")) {
                end = tokens.match(end) > end ? tokens.match(end) + 1 : end + 1;
            }
            if (tokens.is(i, "...")) {
                spreads.add(new Property(i + 1, end));
            } else if (tokens.is(i, TokenKind.WORD) || tokens.is(i, TokenKind.STRING)) {
                boolean valued = tokens.is(i + 1, ":") || tokens.is(i + 1, "=");
                boolean shorthand = end == i + 1;
                if (valued || shorthand) {
                    properties.put(
                            tokens.value(i),
                            new Property(valued ? i + 2 : i, Math.min(end, close)));
                }
            }
            i = end + 1;
        }
        return new ObjectLiteral(properties, spreads);
    }

    @Nullable Property property(String name) {
        return properties.get(name);
    }
}
