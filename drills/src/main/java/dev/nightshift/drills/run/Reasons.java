package dev.nightshift.drills.run;

import dev.nightshift.platform.failure.NightshiftException;

/** Says in a journal why something failed, without a driver's text. */
final class Reasons {
    private Reasons() {}

    static String of(RuntimeException failure) {
        return failure instanceof NightshiftException named
                ? "%s: %s".formatted(named.code(), named.message())
                : "INTERNAL: " + failure.getClass().getSimpleName();
    }
}
