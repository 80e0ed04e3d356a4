package dev.nightshift.platform.stack.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server that outlived the process which started it, known by the file that it wrote its process
 * id to. Nothing is asked of the port that it had: somebody else may listen there by now.
 */
final class Orphan {
    private Orphan() {}

    /**
     * Stops it by a signal and waits; does nothing where there is none.
     *
     * @param binary what it runs; a process that has the id by now, and runs something else, is
     *     left alone
     * @throws IOException when it does not stop
     */
    static void stop(Path pidFile, Path binary, Duration limit)
            throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = running(pidFile, binary);
        if (orphan.isEmpty()) {
            return;
        }
        orphan.get().destroy();
        try {
            orphan.get().onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the %s of an earlier process does not stop".formatted(binary.getFileName()),
                    e);
        }
    }

    private static Optional<ProcessHandle> running(Path pidFile, Path binary) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        String pid = Files.readString(pidFile, StandardCharsets.UTF_8).strip();
        return pid.matches("\\d{1,10}")
                ? ProcessHandle.of(Long.parseLong(pid)).filter(process -> runs(process, binary))
                : Optional.empty();
    }

    // By its name alone: the system tells the place with links resolved, and adds a word to it when
    // the file was replaced.
    private static boolean runs(ProcessHandle process, Path binary) {
        return process.info()
                .command()
                .map(Path::of)
                .map(command -> String.valueOf(command.getFileName()).replace(" (deleted)", ""))
                .equals(Optional.of(String.valueOf(binary.getFileName())));
    }
}
