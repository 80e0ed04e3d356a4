package dev.nightshift.app;

import dev.nightshift.app.logging.Logs;
import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.platform.failure.Exit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * How the process ends. It lets a command finish what it must when the process gets SIGINT or
 * SIGTERM: the JVM runs its shutdown hooks, this one stops the command, waits for it and ends with
 * its exit code. However badly it ends, a sentence is what reaches the screen, and the rest the
 * log. Thread-safe.
 */
final class ProcessEnd implements StopSignal {
    private static final long PATIENCE_SECONDS = 60;
    private static final Logger log = LoggerFactory.getLogger(ProcessEnd.class);

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final PrintStream err;

    /** Of this process, from now on: also of threads that nobody waits for. */
    ProcessEnd(PrintStream err) {
        this.err = err;
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> tell(failure));
    }

    /** Runs the command and ends the process with its exit code. */
    void run(IntSupplier command) {
        int code = Exit.FAILED;
        try {
            code = command.getAsInt();
        } catch (Throwable failure) {
            tell(failure);
        }
        // Ended by itself, or because it was stopped.
        exit.complete(code);
        System.exit(code);
    }

    private void tell(Throwable failure) {
        if (isOutOfMemory(failure)) {
            err.println("error: The process ran out of memory.");
            err.println(
                    "hint: Give it more, for example NIGHTSHIFT_JAVA_OPTS=-Xmx512m. A run that was"
                            + " cut is found, and goes on where it stood: nightshift runs list");
        } else {
            err.println("error: Something failed in a way it should not.");
            err.println(
                    Logs.areInAFile()
                            ? "hint: The log in the data dir says what: logs/nightshift.log"
                            : "hint: Report it with the command line.");
        }
        err.flush();
        keep(failure);
    }

    private static boolean isOutOfMemory(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }

    /** The log before it has its file is the screen. */
    private static void keep(Throwable failure) {
        if (!Logs.areInAFile()) {
            return;
        }
        try {
            log.atError().addKeyValue("event", "process.failed").setCause(failure).log("failed");
        } catch (RuntimeException | Error noRoom) {
            // The sentence was told; there is nobody else to tell.
        }
    }

    @Override
    public void onStop(Runnable stop) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (!exit.isDone()) {
                                        ask(stop);
                                        Runtime.getRuntime().halt(awaitedExit());
                                    }
                                },
                                "stop-command"));
    }

    /** A command that ends by itself just now cannot be asked any more: it is waited for. */
    private static void ask(Runnable stop) {
        try {
            stop.run();
        } catch (RuntimeException | Error closed) {
            keep(closed);
        }
    }

    private int awaitedExit() {
        try {
            return exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException unfinished) {
            // Its lease lapses and the run can be restarted: that is what stopped means.
            return Exit.STOPPED;
        }
    }
}
