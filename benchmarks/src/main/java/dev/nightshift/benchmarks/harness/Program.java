package dev.nightshift.benchmarks.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end.
 *
 * @param command its words
 * @param environment added to this process's own
 * @param folder it is run in
 */
public record Program(List<String> command, Map<String, String> environment, Path folder) {
    private static final int LOOK_EVERY_MS = 20;
    private static final String PEAK = "VmHWM:";

    /**
     * How it went.
     *
     * @param wallMs from start to exit
     * @param peakKb largest resident set of the process, from the kernel; 0 where it does not tell
     */
    public record Outcome(int exit, String output, double wallMs, long peakKb) {}

    /**
     * Runs it once. What it says on standard error is kept in a file of the system's temporary
     * folder, and thrown when it fails.
     *
     * @throws IOException when it does not exit with 0
     */
    public Outcome run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("benchmark", ".out");
        Path errors = Files.createTempFile("benchmark", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            builder.directory(folder.toFile());
            builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            long start = System.nanoTime();
            Process process = builder.start();
            long peak = 0;
            while (!process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                peak = Math.max(peak, peakOf(process.pid()));
            }
            double wallMs = (System.nanoTime() - start) / 1e6;
            if (process.exitValue() != 0) {
                throw new IOException(
                        "%s exited with %d: %s%s"
                                .formatted(
                                        String.join(" ", command.subList(0, 2)),
                                        process.exitValue(),
                                        Files.readString(errors),
                                        Files.readString(output)));
            }
            return new Outcome(0, Files.readString(output, StandardCharsets.UTF_8), wallMs, peak);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static long peakOf(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith(PEAK)) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException endedWhileRead) {
            if (Files.exists(status)) {
                throw endedWhileRead;
            }
        }
        return 0;
    }
}
