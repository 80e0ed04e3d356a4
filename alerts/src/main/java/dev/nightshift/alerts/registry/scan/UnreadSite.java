package dev.nightshift.alerts.registry.scan;

/**
 * A place that raises an alert whose code could not be read.
 *
 * @param file of the source
 * @param member class and method
 * @param line from 1; 0 when the class has no line numbers
 * @param reason why not
 */
public record UnreadSite(String file, String member, int line, String reason) {
    /** {@code file:line}. */
    public String where() {
        return file + ":" + line;
    }
}
