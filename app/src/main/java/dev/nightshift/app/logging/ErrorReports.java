package dev.nightshift.app.logging;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.settings.Settings;

import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryException;

import java.util.List;

/**
 * Failures as Sentry sees them: where in the code, which code, which release, and nothing from a
 * row, a message or a machine. Off without {@code SENTRY_DSN}; never fails a command.
 */
public final class ErrorReports {
    private ErrorReports() {}

    /** Turns reports on where the settings say so; once a process. */
    public static void start(Settings settings, String release) {
        if (settings.sentryDsn().isEmpty() || Sentry.isEnabled()) {
            return;
        }
        Sentry.init(
                options -> {
                    options.setDsn(settings.sentryDsn().get());
                    options.setRelease("nightshift@" + release);
                    options.setEnvironment(settings.environment());
                    options.setSendDefaultPii(false);
                    options.setAttachServerName(false);
                    options.setEnableAutoSessionTracking(false);
                    options.setEnableUncaughtExceptionHandler(false);
                    options.setShutdownTimeoutMillis(2_000);
                    options.setBeforeSend((event, hint) -> withoutPersonalData(event));
                });
    }

    /** Reports a failure of {@code operation}; does nothing when reports are off. */
    public static void report(FailureCode code, String operation, Throwable failure) {
        if (!Sentry.isEnabled()) {
            return;
        }
        Sentry.captureException(
                failure,
                scope -> {
                    scope.setTag("component", component(failure));
                    scope.setTag("operation", operation);
                    scope.setTag("code", code.name());
                });
        Sentry.flush(2_000);
    }

    private static String component(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.nightshift.")) {
                String[] parts = frame.getClassName().split("\\.", -1);
                return parts[2];
            }
        }
        return "unknown";
    }

    /** Exceptions keep their type and frames; what was said about data goes. */
    static SentryEvent withoutPersonalData(SentryEvent event) {
        // Whoever captured it: a report without its place is one that nobody takes.
        Throwable failure = event.getThrowable();
        if (event.getTag("component") == null) {
            event.setTag("component", failure == null ? "unknown" : component(failure));
        }
        if (event.getTag("operation") == null) {
            event.setTag("operation", "unknown");
        }
        event.setMessage(null);
        event.setUser(null);
        event.setServerName(null);
        event.setBreadcrumbs(List.of());
        List<SentryException> exceptions = event.getExceptions();
        if (exceptions != null) {
            exceptions.forEach(exception -> exception.setValue(null));
        }
        return event;
    }
}
