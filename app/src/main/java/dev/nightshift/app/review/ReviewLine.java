package dev.nightshift.app.review;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one part of the service.
 *
 * @param check the part, in a word
 * @param found for an operator, in one line
 * @param todo a command, or another sentence; null when nothing is to be done
 */
public record ReviewLine(String check, Light light, String found, @Nullable String todo) {
    static ReviewLine green(String check, String found) {
        return new ReviewLine(check, Light.GREEN, found, null);
    }

    static ReviewLine unknown(String check, String found, String todo) {
        return new ReviewLine(check, Light.UNKNOWN, found, todo);
    }

    static ReviewLine red(String check, String found, String todo) {
        return new ReviewLine(check, Light.RED, found, todo);
    }
}
