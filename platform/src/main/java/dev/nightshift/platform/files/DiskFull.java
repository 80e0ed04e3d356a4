package dev.nightshift.platform.files;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Recognises a full disk in what the Java libraries make of it: a message, and no type. */
public final class DiskFull {
    private DiskFull() {}

    /** Whether the failure, or what caused it, is a full disk or an exhausted quota. */
    public static boolean in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null) {
                String text = message.toLowerCase(Locale.ROOT);
                if (text.contains("no space left") || text.contains("disk quota exceeded")) {
                    return true;
                }
            }
        }
        return false;
    }
}
