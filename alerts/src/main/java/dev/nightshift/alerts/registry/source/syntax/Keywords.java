package dev.nightshift.alerts.registry.source.syntax;

import java.util.Set;

/** Words that tell what a slash, a bracket or a brace beside them means. */
final class Keywords {
    /** After these an expression starts, so that a slash opens a regular expression. */
    static final Set<String> BEFORE_EXPRESSION =
            Set.of(
                    "return",
                    "typeof",
                    "instanceof",
                    "in",
                    "of",
                    "new",
                    "delete",
                    "void",
                    "throw",
                    "case",
                    "do",
                    "else",
                    "yield",
                    "await",
                    "default",
                    "extends");

    /** After the bracket of these a statement starts. */
    static final Set<String> WITH_CONDITION =
            Set.of("if", "while", "for", "with", "switch", "catch");

    /** After these a brace opens a block. */
    static final Set<String> BEFORE_BLOCK = Set.of("else", "do", "try", "finally");

    /** These, first on their line, start a new statement even where no semicolon ends the last. */
    static final Set<String> STATEMENT =
            Set.of(
                    "const",
                    "let",
                    "var",
                    "function",
                    "export",
                    "import",
                    "class",
                    "return",
                    "if",
                    "for",
                    "while",
                    "switch",
                    "try",
                    "throw");

    private Keywords() {}
}
