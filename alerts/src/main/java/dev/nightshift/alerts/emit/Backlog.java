package dev.nightshift.alerts.emit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in the folder of the journals: of living processes, and of dead ones that nobody
 * adopted yet. Only looked at; what moves meanwhile may be counted a little wrong.
 *
 * @param journals folders of processes
 * @param bytes waiting to be recorded
 * @param lines waiting to be recorded
 * @param refused alerts that could not be recorded for what they are
 * @param refusedFile where they are kept
 * @param lost alerts that had no room on disk, of all processes so far
 */
public record Backlog(
        int journals, long bytes, long lines, long refused, Path refusedFile, long lost) {

    /**
     * Looks.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public static Backlog in(Path folder) {
        Path refused = folder.resolve(Pipeline.REFUSED);
        try {
            long lost = 0;
            for (String line : lines(folder.resolve(Journal.LOST_BEFORE))) {
                lost += number(line.substring(line.lastIndexOf(' ') + 1));
            }
            int journals = 0;
            long bytes = 0;
            long lines = 0;
            for (Path journal : children(folder)) {
                if (Files.isDirectory(journal)) {
                    journals++;
                    lost += only(journal.resolve(Journal.LOST));
                    long position = only(journal.resolve(Journal.POSITION));
                    for (Path segment : children(journal)) {
                        if (segment.toString().endsWith(Journal.SEGMENT)) {
                            long skip = Math.max(0, position - Journal.start(segment));
                            bytes += Math.max(0, size(segment) - skip);
                            lines += lineEnds(segment, skip);
                        }
                    }
                }
            }
            return new Backlog(journals, bytes, lines, lines(refused).size(), refused, lost);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static long only(Path file) throws IOException {
        List<String> lines = lines(file);
        return lines.isEmpty() ? 0 : number(lines.getFirst());
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}|0\\d{19}") ? Long.parseLong(text) : 0;
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    private static long lineEnds(Path segment, long skip) throws IOException {
        try (var in = Files.newInputStream(segment)) {
            in.skipNBytes(Math.min(skip, size(segment)));
            long ends = 0;
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int at = 0; at < read; at++) {
                    if (buffer[at] == '\n') {
                        ends++;
                    }
                }
            }
            return ends;
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }
}
