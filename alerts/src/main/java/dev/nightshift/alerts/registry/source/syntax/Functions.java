package dev.nightshift.alerts.registry.source.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which function each token stands in. Functions are numbered from 0 in the order they start; -1 is
 * the file itself. Linear in the number of tokens. Thread-safe.
 */
public final class Functions {
    private static final int LONGEST_RETURN_TYPE = 60;

    private final int[] innermost;
    private final int[] parents;

    private record Range(int from, int to) {}

    private Functions(int[] innermost, int[] parents) {
        this.innermost = innermost;
        this.parents = parents;
    }

    public static Functions of(TokenList tokens) {
        int[] ends = expressionEnds(tokens);
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.is(i, "{") && tokens.match(i) > i) {
                int start = parametersBefore(tokens, i);
                if (start >= 0) {
                    ranges.add(new Range(start, tokens.match(i)));
                }
            } else if (tokens.is(i, "=>") && !tokens.is(i + 1, "{")) {
                ranges.add(new Range(arrowStart(tokens, i), Math.max(i, ends[i] - 1)));
            }
        }
        ranges.sort(Comparator.comparingInt(Range::from).thenComparingInt(r -> -r.to()));
        return nest(ranges, tokens.size());
    }

    public int innermost(int token) {
        return innermost[token];
    }

    /** The function around a function; -1 for the file. */
    public int parent(int function) {
        return parents[function];
    }

    public int count() {
        return parents.length;
    }

    private static Functions nest(List<Range> ranges, int size) {
        int[] innermost = new int[size];
        int[] parents = new int[ranges.size()];
        int[] ends = new int[ranges.size()];
        int next = 0;
        int current = -1;
        for (int i = 0; i < size; i++) {
            while (current >= 0 && ends[current] < i) {
                current = parents[current];
            }
            while (next < ranges.size() && ranges.get(next).from() == i) {
                // Code that does not nest is cut at the end of what it starts in.
                int end = ranges.get(next).to();
                ends[next] = current >= 0 ? Math.min(end, ends[current]) : end;
                parents[next] = current;
                current = next++;
            }
            innermost[i] = current;
        }
        return new Functions(innermost, parents);
    }

    /** Where the parameters of the function start whose body opens here; -1 if it is no body. */
    private static int parametersBefore(TokenList tokens, int brace) {
        int before = brace - 1;
        if (tokens.is(before, "=>")) {
            return arrowStart(tokens, before);
        }
        int close = tokens.is(before, ")") ? before : beforeReturnType(tokens, before);
        if (close < 0 || tokens.match(close) < 0) {
            return -1;
        }
        int start = tokens.match(close);
        boolean condition =
                tokens.is(start - 1, TokenKind.WORD)
                        && Keywords.WITH_CONDITION.contains(tokens.text(start - 1))
                        && !tokens.is(start - 2, ".");
        boolean loop = tokens.is(start - 1, "await") && tokens.is(start - 2, "for");
        return condition || loop ? -1 : start;
    }

    /** The closing parenthesis before {@code : Type}, walking back from the type's end; or -1. */
    private static int beforeReturnType(TokenList tokens, int from) {
        int i = from;
        for (int steps = 0; i > 0 && steps < LONGEST_RETURN_TYPE; steps++) {
            if (tokens.is(i, ":")) {
                return i < from && tokens.is(i - 1, ")") ? i - 1 : -1;
            }
            if (tokens.match(i) >= 0 && tokens.match(i) < i) {
                i = tokens.match(i) - 1;
                continue;
            }
            boolean type =
                    tokens.is(i, TokenKind.STRING)
                            || tokens.is(i, TokenKind.WORD)
                            || tokens.is(i, ".")
                            || tokens.is(i, "<")
                            || tokens.is(i, ">")
                            || tokens.is(i, "|")
                            || tokens.is(i, "&")
                            || tokens.is(i, ",");
            if (!type) {
                return -1;
            }
            i--;
        }
        return -1;
    }

    private static int arrowStart(TokenList tokens, int arrow) {
        int before = arrow - 1;
        if (tokens.is(before, ")") && tokens.match(before) >= 0) {
            return tokens.match(before);
        }
        int close = beforeReturnType(tokens, before);
        return close >= 0 && tokens.match(close) >= 0 ? tokens.match(close) : Math.max(0, before);
    }

    /** For each token, the first token at its depth that ends the expression it stands in. */
    private static int[] expressionEnds(TokenList tokens) {
        int[] ends = new int[tokens.size()];
        int[] outer = new int[64];
        int depth = 0;
        int end = tokens.size();
        for (int i = tokens.size() - 1; i >= 0; i--) {
            int match = tokens.match(i);
            if (match >= 0 && match < i) {
                if (depth == outer.length) {
                    outer = Arrays.copyOf(outer, depth * 2);
                }
                outer[depth++] = end;
                end = i;
            } else if (match > i) {
                end = depth > 0 ? outer[--depth] : tokens.size();
            }
            ends[i] = end;
            boolean statement =
                    tokens.is(i, TokenKind.WORD)
                            && tokens.startsLine(i)
                            && Keywords.STATEMENT.contains(tokens.text(i));
            if (statement || tokens.is(i, ",") || tokens.is(i, ";")) {
                end = i;
            }
        }
        return ends;
    }
}
