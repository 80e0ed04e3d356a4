package dev.nightshift.app.review;

import java.util.Locale;

/** How a part of the service is, the worst first. */
public enum Light {
    /** Somebody should act now. */
    RED,
    /** Nobody knows: it was never looked at, or cannot be now. */
    UNKNOWN,
    /** Nobody looked yet, and nobody should have: that is due later. */
    PENDING,
    /** As it should be. */
    GREEN;

    /** The word that is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
