package dev.nightshift.platform.files;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/**
 * Recognises a full disk in what the Java libraries and the stores make of it: a message, and no
 * type. Says of it what every command and every run says.
 */
public final class DiskFull {
    /** Of a file system, of a quota, of MongoDB's own watch over its disk. */
    private static final List<String> SIGNS =
            List.of("no space left", "disk quota exceeded", "outofdiskspace");

    private DiskFull() {}

    /** Whether the failure, or what caused it, is a full disk or an exhausted quota. */
    public static boolean in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // H2's driver has what its server says of the cause in the text only.
            String text = cause.toString().toLowerCase(Locale.ROOT);
            if (SIGNS.stream().anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What somebody is told whose disk is full, whichever it is.
     *
     * @param goOn what to do when there is room, as the end of a sentence
     */
    public static NightshiftException told(String goOn, Throwable cause) {
        return new NightshiftException(
                FailureCode.DISK_FULL,
                "A disk is full: the data dir's, or a store's.",
                "Make room and " + goOn,
                cause);
    }
}
