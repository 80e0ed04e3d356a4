package dev.nightshift.app;

import dev.nightshift.app.terminal.StopSignal;
import dev.nightshift.platform.failure.Exit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a command finish what it must when the process gets SIGINT or SIGTERM: the JVM runs its
 * shutdown hooks, this one stops the command, waits for it and ends with its exit code.
 */
final class ProcessEnd implements StopSignal {
    private static final long PATIENCE_SECONDS = 60;

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    /** The command ended by itself, or because it was stopped. */
    void commandEnded(int code) {
        exit.complete(code);
    }

    @Override
    public void onStop(Runnable stop) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    if (!exit.isDone()) {
                                        stop.run();
                                        Runtime.getRuntime().halt(awaitedExit());
                                    }
                                },
                                "stop-command"));
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
