package dev.nightshift.alerts.registry.source.syntax;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The brackets that are open at the reader's place: a stack of its own, however deep code nests.
 */
final class OpenBrackets {
    /** What is open, and so how the next character is read. */
    enum Mode {
        PARENTHESIS,
        /** The parenthesis of if, while, for: after it a statement starts. */
        CONDITION,
        SQUARE,
        BLOCK,
        OBJECT,
        TEMPLATE,
        PLACEHOLDER,
        JSX_TAG,
        JSX_CHILDREN;

        boolean closedBy(char closer) {
            return switch (this) {
                case PARENTHESIS, CONDITION -> closer == ')';
                case SQUARE -> closer == ']';
                case BLOCK, OBJECT, PLACEHOLDER -> closer == '}';
                case TEMPLATE, JSX_TAG, JSX_CHILDREN -> false;
            };
        }

        boolean holdsText() {
            return this == TEMPLATE || this == JSX_TAG || this == JSX_CHILDREN;
        }
    }

    private Mode[] modes = new Mode[64];
    private int[] tokens = new int[64];
    private int depth;

    void push(Mode mode, int token) {
        if (depth == modes.length) {
            modes = Arrays.copyOf(modes, depth * 2);
            tokens = Arrays.copyOf(tokens, depth * 2);
        }
        modes[depth] = mode;
        tokens[depth++] = token;
    }

    void replace(Mode mode) {
        modes[depth - 1] = mode;
    }

    @Nullable Mode top() {
        return depth == 0 ? null : modes[depth - 1];
    }

    int topToken() {
        return tokens[depth - 1];
    }

    void pop() {
        depth--;
    }

    boolean isEmpty() {
        return depth == 0;
    }

    /** How many to leave so that the closer meets its opener; -1 where there is none near. */
    int distanceTo(char closer) {
        for (int i = depth - 1; i >= Math.max(0, depth - 64); i--) {
            Mode mode = modes[i];
            if (mode.closedBy(closer)) {
                return depth - 1 - i;
            }
            // Code never closes what lies outside the placeholder or the tag it stands in.
            if (mode == Mode.PLACEHOLDER || mode.holdsText()) {
                return -1;
            }
        }
        return -1;
    }
}
