package dev.nightshift.alerts.registry.source.syntax;

import java.util.Arrays;
import java.util.List;

/**
 * The tokens of one file, in arrays: a large tree has millions. Brackets, template strings and JSX
 * elements know their other end. Immutable once the tokenizer is done; thread-safe.
 */
public final class TokenList {
    private final String text;
    private final Lines lines;
    private TokenKind[] kinds = new TokenKind[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] matches = new int[256];
    private int size;
    private List<SyntaxProblem> problems = List.of();

    TokenList(String text) {
        this.text = text;
        this.lines = new Lines(text);
    }

    int add(TokenKind kind, int start, int end) {
        if (size == kinds.length) {
            int larger = size * 2;
            kinds = Arrays.copyOf(kinds, larger);
            starts = Arrays.copyOf(starts, larger);
            ends = Arrays.copyOf(ends, larger);
            matches = Arrays.copyOf(matches, larger);
        }
        kinds[size] = kind;
        starts[size] = start;
        ends[size] = end;
        matches[size] = -1;
        return size++;
    }

    void pair(int open, int close) {
        matches[open] = close;
        matches[close] = open;
    }

    TokenList done(List<SyntaxProblem> found) {
        problems = List.copyOf(found);
        return this;
    }

    int start(int token) {
        return starts[token];
    }

    int lineOfOffset(int offset) {
        return lines.of(offset);
    }

    public int size() {
        return size;
    }

    public int lines() {
        return lines.count();
    }

    public List<SyntaxProblem> problems() {
        return problems;
    }

    public TokenKind kind(int token) {
        return kinds[token];
    }

    /** The token as it stands in the file. */
    public String text(int token) {
        return text.substring(starts[token], ends[token]);
    }

    /** Where the bracket at this token opens or closes; -1 where it does neither. */
    public int match(int token) {
        return matches[token];
    }

    public int line(int token) {
        return lines.of(starts[token]);
    }

    /** Whether the token is the first of its line. */
    public boolean startsLine(int token) {
        if (token == 0) {
            return true;
        }
        for (int i = starts[token] - 1; i >= ends[token - 1]; i--) {
            if (text.charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    /** Whether there is such a token and it is this word or sign (never a string). */
    public boolean is(int token, String expected) {
        if (token < 0 || token >= size) {
            return false;
        }
        TokenKind kind = kinds[token];
        return (kind == TokenKind.WORD || kind == TokenKind.PUNCTUATION)
                && ends[token] - starts[token] == expected.length()
                && text.startsWith(expected, starts[token]);
    }

    public boolean is(int token, TokenKind kind) {
        return token >= 0 && token < size && kinds[token] == kind;
    }

    /** What a string or a piece of a template stands for; of another token, its text. */
    public String value(int token) {
        return switch (kind(token)) {
            case STRING -> {
                boolean closed =
                        ends[token] - starts[token] > 1
                                && text.charAt(ends[token] - 1) == text.charAt(starts[token]);
                yield Escapes.decode(
                        text.substring(starts[token] + 1, closed ? ends[token] - 1 : ends[token]));
            }
            case TEMPLATE_TEXT -> Escapes.decode(text(token));
            case WORD,
                    NUMBER,
                    REGEX,
                    PUNCTUATION,
                    TEMPLATE_START,
                    TEMPLATE_END,
                    JSX_START,
                    JSX_END ->
                    text(token);
        };
    }

    /** The code from one token to before another on one line, cut to a readable length. */
    public String excerpt(int from, int to) {
        if (from >= to) {
            return "";
        }
        String code = text.substring(starts[from], Math.min(ends[to - 1], starts[from] + 200));
        String line = code.replaceAll("\\s+", " ").strip();
        return line.length() > 60 ? line.substring(0, 59) + "…" : line;
    }
}
