package dev.nightshift.alerts.emit;

import dev.nightshift.alerts.Severity;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A matter whose emits wait in journals, of whichever process.
 *
 * @param matter one text for it and its company
 * @param severity the worst of its emits
 * @param count its emits
 * @param first when the first was raised
 */
public record Waiting(
        String matter,
        String companyId,
        String code,
        Severity severity,
        long count,
        Instant first) {
    /** So much of each journal is looked at: enough to know what is going on. */
    private static final long MOST_BYTES = 16L << 20;

    /**
     * All that somebody is to be told of.
     *
     * @param spool where the journals are
     */
    public static List<Waiting> in(Path spool, Keys keys) throws IOException {
        if (!Files.isDirectory(spool)) {
            return List.of();
        }
        Map<String, Waiting> waiting = new LinkedHashMap<>();
        List<Path> journals;
        try (Stream<Path> folders = Files.list(spool)) {
            journals = folders.filter(Files::isDirectory).sorted().toList();
        }
        for (Path journal : journals) {
            try {
                Journal.peek(journal, MOST_BYTES, line -> add(waiting, line, keys));
            } catch (NoSuchFileException recorded) {
                // Its process was done with it meanwhile.
            }
        }
        return List.copyOf(waiting.values());
    }

    private static void add(Map<String, Waiting> waiting, String line, Keys keys) {
        Emit emit;
        try {
            emit = Emit.ofLine(line);
        } catch (JacksonException cutOff) {
            return;
        }
        if (emit.severity() != Severity.INFO && emit.trial() == null) {
            String matter = Keys.id(emit.companyId(), keys.of(emit));
            waiting.merge(
                    matter,
                    new Waiting(
                            matter, emit.companyId(), emit.code(), emit.severity(), 1, emit.ts()),
                    Waiting::and);
        }
    }

    private Waiting and(Waiting other) {
        return new Waiting(
                matter,
                companyId,
                code,
                severity.compareTo(other.severity) > 0 ? severity : other.severity,
                count + other.count,
                first.isBefore(other.first) ? first : other.first);
    }
}
