package dev.nightshift.alerts.registry.source.syntax;

/** Something in a file that could not be read as code, and from which line on. */
public record SyntaxProblem(int line, String message) {}
