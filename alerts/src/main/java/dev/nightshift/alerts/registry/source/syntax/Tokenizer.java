package dev.nightshift.alerts.registry.source.syntax;

import dev.nightshift.alerts.registry.source.syntax.OpenBrackets.Mode;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads JavaScript, TypeScript and JSX into tokens. Never fails: what it cannot read is a problem
 * in the list, and it goes on as well as it can. Linear in the length of the text, without
 * recursion.
 */
public final class Tokenizer {
    private static final int PROBLEMS_KEPT = 5;

    private final String text;
    private final int length;
    private final boolean jsx;
    private final Extent extent;
    private final TokenList tokens;
    private final OpenBrackets open = new OpenBrackets();
    private final List<SyntaxProblem> problems = new ArrayList<>();
    private int at;

    /** Whether the last closing bracket ended a block or a condition: a statement comes next. */
    private boolean statementNext;

    private Tokenizer(String text, boolean jsx) {
        this.text = text;
        this.length = text.length();
        this.jsx = jsx;
        this.extent = new Extent(text);
        this.tokens = new TokenList(text);
    }

    /**
     * Reads a text.
     *
     * @param jsx whether {@code <} may open an element; a file that makes no sense so is read again
     *     without
     */
    public static TokenList read(String text, boolean jsx) {
        TokenList first = new Tokenizer(text, jsx).run();
        if (!jsx || first.problems().isEmpty()) {
            return first;
        }
        TokenList second = new Tokenizer(text, false).run();
        return second.problems().size() < first.problems().size() ? second : first;
    }

    private TokenList run() {
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
        if (text.startsWith("#!", at)) {
            at = extent.ofLine(at);
        }
        while (at < length) {
            Mode mode = open.top();
            if (mode == Mode.TEMPLATE) {
                templateText();
            } else if (mode == Mode.JSX_TAG) {
                tag();
            } else if (mode == Mode.JSX_CHILDREN) {
                children();
            } else {
                code();
            }
        }
        unclosed();
        return tokens.done(problems);
    }

    private void code() {
        char c = text.charAt(at);
        if (c <= ' ' || (c > 127 && (Character.isWhitespace(c) || Character.isSpaceChar(c)))) {
            at++;
        } else if (Extent.isWordStart(c)) {
            token(TokenKind.WORD, extent.ofWord(at));
        } else if (c == '"' || c == '\'') {
            string(c);
        } else if (c == '`') {
            open.push(Mode.TEMPLATE, tokens.add(TokenKind.TEMPLATE_START, at, ++at));
        } else if (Extent.isDigit(c) || (c == '.' && Extent.isDigit(peek(1)))) {
            token(TokenKind.NUMBER, extent.ofNumber(at));
        } else if (c == '/' && peek(1) == '/') {
            at = extent.ofLine(at);
        } else if (c == '/' && peek(1) == '*') {
            comment();
        } else if (c == '/' && expressionNext() && regex()) {
            statementNext = false;
        } else if (c == '<' && jsx && expressionNext() && element()) {
            statementNext = false;
        } else {
            sign(c);
        }
    }

    private void token(TokenKind kind, int end) {
        tokens.add(kind, at, end);
        at = end;
    }

    private void string(char quote) {
        int start = at++;
        while (at < length) {
            char c = text.charAt(at);
            if (c == '\\') {
                at += text.startsWith("\r\n", at + 1) ? 3 : 2;
            } else if (c == quote) {
                at++;
                tokens.add(TokenKind.STRING, start, at);
                return;
            } else if (c == '\n') {
                break;
            } else {
                at++;
            }
        }
        at = Math.min(at, length);
        tokens.add(TokenKind.STRING, start, at);
        problem(start, "a string does not end on its line");
    }

    private void templateText() {
        int start = at;
        while (at < length) {
            char c = text.charAt(at);
            if (c == '\\') {
                at = Math.min(length, at + 2);
            } else if (c == '`' || (c == '$' && peek(1) == '{')) {
                break;
            } else {
                at++;
            }
        }
        if (at > start) {
            tokens.add(TokenKind.TEMPLATE_TEXT, start, at);
        }
        if (at >= length) {
            return;
        }
        if (text.charAt(at) == '`') {
            tokens.pair(open.topToken(), tokens.add(TokenKind.TEMPLATE_END, at, ++at));
            open.pop();
        } else {
            open.push(Mode.PLACEHOLDER, tokens.add(TokenKind.PUNCTUATION, at, at + 2));
            at += 2;
        }
    }

    private void comment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            problem(at, "a comment is never closed; nothing after it was read");
            at = length;
        } else {
            at = end + 2;
        }
    }

    private boolean regex() {
        int end = extent.ofRegex(at);
        if (end < 0) {
            return false;
        }
        token(TokenKind.REGEX, end);
        return true;
    }

    private void sign(char c) {
        switch (c) {
            case '(' -> {
                boolean condition = Keywords.WITH_CONDITION.contains(keywordBefore());
                open(condition ? Mode.CONDITION : Mode.PARENTHESIS);
            }
            case '[' -> open(Mode.SQUARE);
            case '{' -> open(blockNext() ? Mode.BLOCK : Mode.OBJECT);
            case ')', ']', '}' -> close(c);
            default -> token(TokenKind.PUNCTUATION, extent.ofSign(at));
        }
    }

    private void open(Mode mode) {
        open.push(mode, tokens.add(TokenKind.PUNCTUATION, at, ++at));
    }

    private void close(char closer) {
        int token = tokens.add(TokenKind.PUNCTUATION, at, at + 1);
        int left = open.distanceTo(closer);
        if (left != 0) {
            problem(at, "'" + closer + "' closes nothing that is open");
        }
        at++;
        if (left < 0) {
            return;
        }
        for (int i = 0; i < left; i++) {
            open.pop();
        }
        Mode mode = open.top();
        statementNext = mode == Mode.BLOCK || mode == Mode.CONDITION;
        tokens.pair(open.topToken(), token);
        open.pop();
    }

    /** Whether an expression may start here: then a slash opens a regular expression. */
    private boolean expressionNext() {
        int last = tokens.size() - 1;
        if (last < 0) {
            return true;
        }
        return switch (tokens.kind(last)) {
            case NUMBER, STRING, REGEX, TEMPLATE_END, JSX_END -> false;
            case TEMPLATE_START, TEMPLATE_TEXT, JSX_START -> true;
            case WORD -> Keywords.BEFORE_EXPRESSION.contains(keywordBefore());
            case PUNCTUATION ->
                    switch (tokens.text(last)) {
                        case ")", "}" -> statementNext;
                        case "]", "++", "--" -> false;
                        default -> true;
                    };
        };
    }

    private boolean blockNext() {
        int last = tokens.size() - 1;
        if (last < 0) {
            return true;
        }
        return switch (tokens.kind(last)) {
            case WORD -> {
                String word = keywordBefore();
                yield Keywords.BEFORE_BLOCK.contains(word)
                        || !Keywords.BEFORE_EXPRESSION.contains(word);
            }
            case PUNCTUATION ->
                    switch (tokens.text(last)) {
                        case ")", "=>", ";", "{", "}", ">" -> true;
                        default -> false;
                    };
            case NUMBER,
                    STRING,
                    REGEX,
                    TEMPLATE_END,
                    JSX_END,
                    TEMPLATE_START,
                    TEMPLATE_TEXT,
                    JSX_START ->
                    false;
        };
    }

    /** The word just before, unless it is the name of a property; else an empty text. */
    private String keywordBefore() {
        int last = tokens.size() - 1;
        boolean word = tokens.is(last, TokenKind.WORD);
        return word && !tokens.is(last - 1, ".") && !tokens.is(last - 1, "?.")
                ? tokens.text(last)
                : "";
    }

    /** Opens an element if this is one and no comparison, cast or type parameter. */
    private boolean element() {
        int next = extent.ofBlanks(at + 1);
        if (next >= length) {
            return false;
        }
        char c = text.charAt(next);
        if (c != '>' && !Extent.isWordStart(c)) {
            return false;
        }
        int end = next;
        while (end < length && Extent.isTagPart(text.charAt(end))) {
            end++;
        }
        int after = extent.ofBlanks(end);
        if (c != '>' && after < length) {
            // "<T,>(x) =>" and "<T extends U>(x) =>" are functions with type parameters.
            if (text.charAt(after) == ',' || text.startsWith("extends ", after)) {
                return false;
            }
        }
        open.push(Mode.JSX_TAG, tokens.add(TokenKind.JSX_START, at, at + 1));
        at = end;
        return true;
    }

    private void tag() {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            int end = text.indexOf(c, at + 1);
            at = end < 0 ? length : end + 1;
        } else if (c == '{') {
            open(Mode.OBJECT);
        } else if (c == '/' && peek(1) == '*') {
            comment();
        } else if (c == '/' && peek(1) == '/') {
            at = extent.ofLine(at);
        } else if (c == '/' && peek(1) == '>') {
            at += 2;
            endElement();
        } else if (c == '>') {
            at++;
            open.replace(Mode.JSX_CHILDREN);
        } else {
            at++;
        }
    }

    private void children() {
        char c = text.charAt(at);
        if (c == '{') {
            open(Mode.OBJECT);
        } else if (c == '<' && peek(1) == '/') {
            int end = text.indexOf('>', at);
            at = end < 0 ? length : end + 1;
            endElement();
        } else if (c != '<' || !element()) {
            at++;
        }
    }

    private void endElement() {
        tokens.pair(open.topToken(), tokens.add(TokenKind.JSX_END, at - 1, at));
        open.pop();
    }

    private void unclosed() {
        int count = 0;
        int first = -1;
        while (!open.isEmpty()) {
            if (open.top() == Mode.TEMPLATE) {
                problem(offset(open.topToken()), "a template string is never closed");
            } else {
                first = open.topToken();
                count++;
            }
            open.pop();
        }
        if (first >= 0) {
            String what = count == 1 ? "a bracket is" : count + " brackets are";
            problem(offset(first), what + " never closed, the first here");
        }
    }

    private int offset(int token) {
        return tokens.start(token);
    }

    private void problem(int offset, String message) {
        if (problems.size() < PROBLEMS_KEPT) {
            problems.add(new SyntaxProblem(tokens.lineOfOffset(offset), message));
        }
    }

    private char peek(int ahead) {
        return at + ahead < length ? text.charAt(at + ahead) : '\0';
    }
}
