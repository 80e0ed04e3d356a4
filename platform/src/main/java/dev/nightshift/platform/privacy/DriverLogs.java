package dev.nightshift.platform.privacy;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a database driver prints by itself: PostgreSQL's logs a URL that it cannot read, password
 * included, past our log and its scrubbing. What it has to say comes as exceptions, too.
 */
public final class DriverLogs {
    /** Held for ever: a logger that nobody holds is collected, and its level with it. */
    private static final Logger POSTGRESQL = Logger.getLogger("org.postgresql");

    private DriverLogs() {}

    /** Turned off in this process; to be called before a driver is given a URL. */
    public static void silence() {
        POSTGRESQL.setLevel(Level.OFF);
    }
}
