package dev.nightshift.alerts.registry.scan;

import java.util.regex.Pattern;

/**
 * A place that raises an alert whose code could not be read.
 *
 * @param file of the source
 * @param member class and method
 * @param line from 1; 0 when the class has no line numbers
 * @param reason why not
 * @param shape what is known of the code, {@code *} standing for the rest; empty when nothing is
 */
public record UnreadSite(String file, String member, int line, String reason, String shape) {
    /** {@code file:line}. */
    public String where() {
        return file + ":" + line;
    }

    /** Whether it can be the place that raises this code. */
    public boolean mayRaise(String code) {
        // One that begins with anything says nothing of a code.
        if (shape.isEmpty() || shape.startsWith("*")) {
            return false;
        }
        StringBuilder pattern = new StringBuilder();
        for (String known : shape.split("\\*", -1)) {
            pattern.append(pattern.isEmpty() ? "" : ".+").append(Pattern.quote(known));
        }
        return code.matches(pattern.toString());
    }
}
