package dev.nightshift.alerts.registry.source;

import dev.nightshift.alerts.registry.source.syntax.Functions;
import dev.nightshift.alerts.registry.source.syntax.TokenKind;
import dev.nightshift.alerts.registry.source.syntax.TokenList;

import java.util.Locale;

/**
 * Whether a company's key is in reach of a place: named in the function around it, or in the code
 * of the functions around that one that is not some other function's. What stands at the top of the
 * file counts for the top of the file only: it is the same for every request.
 */
final class CompanyReach {
    private final TokenList tokens;
    private final Functions functions;
    private final boolean[] named;
    private boolean atTop;

    CompanyReach(SourceFile file) {
        tokens = file.tokens();
        functions = file.functions();
        named = new boolean[functions.count()];
        for (int i = 0; i < tokens.size(); i++) {
            if (namesCompany(i)) {
                int function = functions.innermost(i);
                if (function < 0) {
                    atTop = true;
                } else {
                    named[function] = true;
                }
            }
        }
    }

    boolean around(int token) {
        int function = functions.innermost(token);
        if (function < 0) {
            return atTop;
        }
        while (function >= 0) {
            if (named[function]) {
                return true;
            }
            function = functions.parent(function);
        }
        return false;
    }

    /** Whether one of these tokens names a company, in text too. */
    boolean in(int from, int to) {
        for (int i = from; i < to; i++) {
            if (namesCompany(i)) {
                return true;
            }
            boolean text = tokens.is(i, TokenKind.STRING) || tokens.is(i, TokenKind.TEMPLATE_TEXT);
            if (text && names(tokens.value(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text, such as a key, speaks of a company. */
    static boolean names(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("company") || lower.contains("tenant");
    }

    private boolean namesCompany(int token) {
        boolean word = tokens.is(token, TokenKind.WORD);
        if (!word && !tokens.is(token, TokenKind.STRING)) {
            return false;
        }
        String text = word ? tokens.text(token) : tokens.value(token);
        String lower = text.toLowerCase(Locale.ROOT).replace("_", "");
        if (lower.contains("companyid") || lower.contains("tenantid")) {
            return true;
        }
        // "company" is one; "Company" is the model of all of them.
        return word
                && !Character.isUpperCase(text.charAt(0))
                && (lower.endsWith("company") || lower.endsWith("tenant"));
    }
}
