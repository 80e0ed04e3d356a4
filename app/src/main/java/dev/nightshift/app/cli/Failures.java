package dev.nightshift.app.cli;

import dev.nightshift.app.logging.ErrorReports;
import dev.nightshift.app.terminal.Json;
import dev.nightshift.app.terminal.Printable;
import dev.nightshift.app.terminal.Surroundings;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.DiskFull;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the operator what went wrong, in one shape for all failures: what, then what to do. The
 * rest goes to the log.
 */
final class Failures
        implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private final Surroundings surroundings;
    private final Session session;

    Failures(Surroundings surroundings, Session session) {
        this.surroundings = surroundings;
        this.session = session;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        String hint =
                "See '%s --help'."
                        .formatted(wrong.getCommandLine().getCommandSpec().qualifiedName());
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                hint = "Did you mean %s? %s".formatted(String.join(" or ", suggestions), hint);
            }
        }
        boolean json = Arguments.askForJson(arguments);
        return tell(json, FailureCode.USAGE, sentence(String.valueOf(wrong.getMessage())), hint);
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message : message + ".";
    }

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult arguments) {
        boolean json = session.printer().json();
        NightshiftException named = named(failure);
        if (named != null) {
            if (named.getCause() != null || named.code() == FailureCode.INTERNAL) {
                report(named.code(), failure);
            }
            return tell(json, named.code(), named.message(), named.hint());
        }
        if (DiskFull.in(failure)) {
            // Its log may have no room for it either.
            report(FailureCode.DISK_FULL, failure);
            NightshiftException full = DiskFull.told("repeat the command.", failure);
            return tell(json, full.code(), full.message(), full.hint());
        }
        report(FailureCode.INTERNAL, failure);
        Path dataDir = session.dataDirIfKnown();
        return tell(
                json,
                FailureCode.INTERNAL,
                "'%s' failed in a way it should not."
                        .formatted(command.getCommandSpec().qualifiedName()),
                dataDir == null
                        ? "Report it with the command line."
                        : "The details are in %s, request %s."
                                .formatted(
                                        dataDir.resolve("logs/nightshift.log"),
                                        session.requestId()));
    }

    /** What was refused or failed by name, below what the application's wiring makes of it. */
    private static @Nullable NightshiftException named(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NightshiftException named) {
                return named;
            }
        }
        return null;
    }

    private void report(FailureCode code, Exception failure) {
        if (session.dataDirIfKnown() == null) {
            return;
        }
        Logger log = LoggerFactory.getLogger(Failures.class);
        log.atError().addKeyValue("status", code).setCause(failure).log("command failed");
        ErrorReports.report(code, "command line", failure);
    }

    private int tell(boolean json, FailureCode code, String message, String hint) {
        surroundings.out().flush();
        if (json) {
            Map<String, String> failure = new LinkedHashMap<>();
            failure.put("code", code.name());
            failure.put("message", message);
            failure.put("hint", hint);
            surroundings.err().println(Json.line(failure));
        } else {
            surroundings.err().println("error: " + Printable.lines(message));
            if (!hint.isEmpty()) {
                surroundings.err().println("hint: " + Printable.lines(hint));
            }
        }
        surroundings.err().flush();
        return code.exitCode();
    }
}
