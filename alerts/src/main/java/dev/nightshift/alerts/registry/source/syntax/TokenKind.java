package dev.nightshift.alerts.registry.source.syntax;

/** What a token is. Comments, white space and the text between JSX tags are no tokens. */
public enum TokenKind {
    /** A name or a keyword. */
    WORD,
    NUMBER,
    STRING,
    REGEX,
    PUNCTUATION,
    /** The back tick that opens a template string; its match is the one that ends it. */
    TEMPLATE_START,
    /** Text of a template string between its placeholders. */
    TEMPLATE_TEXT,
    TEMPLATE_END,
    /** The start of a JSX element; its match is the element's end. Code in braces lies between. */
    JSX_START,
    JSX_END
}
