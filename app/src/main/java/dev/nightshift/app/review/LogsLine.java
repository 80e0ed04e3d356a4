package dev.nightshift.app.review;

import dev.nightshift.app.terminal.Json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Whether the newest lines of the log are objects that have every field. */
public final class LogsLine implements Supplier<ReviewLine> {
    private static final String CHECK = "logs";
    private static final int TAIL_BYTES = 256 << 10;
    private static final List<String> FIELDS =
            List.of(
                    "@timestamp",
                    "level",
                    "logger",
                    "thread",
                    "companyId",
                    "requestId",
                    "feature",
                    "module",
                    "event",
                    "durationMs",
                    "status");

    private final Path file;

    /**
     * @param dataDir whose log is looked at
     */
    public LogsLine(Path dataDir) {
        this.file = dataDir.resolve("logs").resolve("nightshift.log");
    }

    @Override
    public ReviewLine get() {
        List<String> lines = newest();
        if (lines.isEmpty()) {
            return ReviewLine.unknown(CHECK, "nothing is in the log yet", "look at " + file);
        }
        long bad = lines.stream().filter(line -> !isStructured(line)).count();
        return bad == 0
                ? ReviewLine.green(CHECK, "the newest lines are JSON with every field")
                : ReviewLine.red(
                        CHECK,
                        "%d of the newest %d lines are not as they should be"
                                .formatted(bad, lines.size()),
                        "look at " + file);
    }

    private List<String> newest() {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL_BYTES);
            byte[] tail = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(tail);
            String text = new String(tail, StandardCharsets.UTF_8);
            // Behind the last end of line somebody may be writing.
            List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
            return from > 0 && !lines.isEmpty() ? lines.subList(1, lines.size()) : lines;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isStructured(String line) {
        try {
            JsonNode read = Json.read(line);
            return read.isObject() && FIELDS.stream().allMatch(read::has);
        } catch (JacksonException noJson) {
            return false;
        }
    }
}
