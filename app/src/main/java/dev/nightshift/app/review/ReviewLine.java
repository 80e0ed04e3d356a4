package dev.nightshift.app.review;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What is known of one part of the service.
 *
 * @param check the part, in a word
 * @param found for an operator, in one line
 * @param todo a command, or another sentence; null when nothing is to be done
 * @param dueAt when it is looked at for the first time; null unless it is pending
 */
public record ReviewLine(
        String check, Light light, String found, @Nullable String todo, @Nullable Instant dueAt) {
    static ReviewLine green(String check, String found) {
        return new ReviewLine(check, Light.GREEN, found, null, null);
    }

    /** What could not be looked at because of what another line tells. */
    static ReviewLine unknown(String check, String found) {
        return new ReviewLine(check, Light.UNKNOWN, found, null, null);
    }

    static ReviewLine pending(String check, String found, String todo, Instant dueAt) {
        return new ReviewLine(check, Light.PENDING, found, todo, dueAt);
    }

    static ReviewLine unknown(String check, String found, String todo) {
        return new ReviewLine(check, Light.UNKNOWN, found, todo, null);
    }

    static ReviewLine red(String check, String found, String todo) {
        return new ReviewLine(check, Light.RED, found, todo, null);
    }
}
