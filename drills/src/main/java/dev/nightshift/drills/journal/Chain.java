package dev.nightshift.drills.journal;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A journal as it was read, and whether each line is what was written. A line that was changed,
 * taken out, put in or moved breaks the chain; lines cut off at the end do not, which is why the
 * last hash is kept elsewhere, too.
 *
 * @param lines those before the first that is not right
 * @param broken what is wrong; null when nothing is
 */
public record Chain(List<JournalLine> lines, @Nullable String broken) {
    public Chain {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a file. A last line without its end is one that was being written when the process
     * died: it is left out.
     *
     * @throws NightshiftException NOT_FOUND, FILE_UNREADABLE
     */
    public static Chain read(Path file) {
        try {
            String text = Files.readString(file);
            int end = text.lastIndexOf('\n') + 1;
            return of(text.substring(0, end).lines().toList());
        } catch (CharacterCodingException changed) {
            return new Chain(List.of(), "it is not the text that was written");
        } catch (IOException unreadable) {
            throw new NightshiftException(
                    FailureCode.FILE_UNREADABLE,
                    "The journal %s cannot be read.".formatted(file),
                    "Check that it is there and that this account may read it.",
                    unreadable);
        }
    }

    /** Reads texts of lines. */
    public static Chain of(List<String> texts) {
        List<JournalLine> lines = new ArrayList<>();
        String previous = JournalLine.NOTHING;
        for (String text : texts) {
            Optional<JournalLine> line = LineText.read(text);
            int number = lines.size() + 1;
            if (line.isEmpty()) {
                return new Chain(lines, "line %d was changed".formatted(number));
            }
            if (line.get().seq() != number || !line.get().previous().equals(previous)) {
                return new Chain(
                        lines, "line %d does not follow the line before it".formatted(number));
            }
            previous = line.get().hash();
            lines.add(line.get());
        }
        return new Chain(lines, null);
    }

    /** The hash of the last line. */
    public String head() {
        return lines.isEmpty() ? JournalLine.NOTHING : lines.getLast().hash();
    }

    /** Whether one of the lines has that hash. */
    public boolean has(String hash) {
        return lines.stream().anyMatch(line -> line.hash().equals(hash));
    }

    /** Whether every line is what was written. */
    public boolean isWhole() {
        return broken == null;
    }

    /** The first line of an event. */
    public Optional<JournalLine> first(String event) {
        return lines.stream().filter(line -> line.event().equals(event)).findFirst();
    }

    /** The last line of an event. */
    public Optional<JournalLine> last(String event) {
        return lines.stream().filter(line -> line.event().equals(event)).reduce((a, b) -> b);
    }

    /** All lines of an event. */
    public List<JournalLine> all(String event) {
        return lines.stream().filter(line -> line.event().equals(event)).toList();
    }
}
