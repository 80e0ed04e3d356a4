package dev.nightshift.platform.isolation;

/**
 * A door that let one company through to another's data.
 *
 * @param door which, for example {@code leads: delete one}
 * @param detail what happened, for an operator
 */
public record IsolationFinding(String door, String detail) {}
