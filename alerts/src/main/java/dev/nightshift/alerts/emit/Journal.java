package dev.nightshift.alerts.emit;

import dev.nightshift.platform.files.PrivateFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lines of one process on disk, in segments: appended without a sync, so that they survive the end
 * of the process in any way but not a power cut; read in order, and forgotten when the position has
 * passed them. Bounded in bytes. A line's number is its byte offset since the journal began. While
 * a process has the journal its lock is held; another may adopt it afterwards.
 *
 * <p>Any thread appends; one thread reads and commits.
 */
final class Journal implements AutoCloseable {
    private static final String LOCK = "lock";
    static final String POSITION = "position";
    static final String SEGMENT = ".jsonl";

    /** How many alerts this journal had no room for. */
    static final String LOST = "lost";

    /** Beside the journals: what those had lost that are gone, one line each. */
    static final String LOST_BEFORE = "lost.txt";

    private static final long SEGMENT_BYTES = 4L << 20;
    private static final int READ_BYTES = 4 << 20;

    /** A line and its number. */
    record Line(long offset, String text) {}

    /** Lines in order; {@code next} is the position behind them. */
    record Batch(List<Line> lines, long next) {}

    private final Path folder;
    private final long maxBytes;
    private final FileChannel lockFile;
    private final FileChannel positionFile;
    private final RandomAccessFile lostFile;
    private final TreeMap<Long, Path> segments = new TreeMap<>();
    private @Nullable RandomAccessFile out;
    private long outBegan;
    private long position;
    private long end;
    private long lost;
    private boolean closed;
    private boolean gone;

    private Journal(Path folder, long maxBytes, FileChannel lockFile) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.lockFile = lockFile;
        PrivateFiles.file(folder.resolve(POSITION));
        this.positionFile =
                FileChannel.open(
                        folder.resolve(POSITION),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        // There from the start: when alerts are lost there may be no room for a file.
        PrivateFiles.file(folder.resolve(LOST));
        this.lostFile = new RandomAccessFile(folder.resolve(LOST).toFile(), "rw");
        String before = lostFile.readLine();
        lost = before == null ? 0 : Long.parseLong(before.strip());
        writeLost();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(SEGMENT))
                    .forEach(file -> segments.put(start(file), file));
        }
        String saved = Files.readString(folder.resolve(POSITION)).strip();
        long first = segments.isEmpty() ? 0 : segments.firstKey();
        position = Math.max(first, saved.isEmpty() ? 0 : Long.parseLong(saved));
        end =
                segments.isEmpty()
                        ? position
                        : segments.lastKey() + Files.size(segments.lastEntry().getValue());
    }

    /** A new journal, of this process. */
    static Journal create(Path root, long maxBytes) throws IOException {
        String id = "j" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        Path folder = PrivateFiles.directory(root.resolve(id));
        return adopt(folder, maxBytes).orElseThrow();
    }

    /** A journal whose process ended; empty while it lives, or when nothing is there. */
    static Optional<Journal> adopt(Path folder, long maxBytes) throws IOException {
        FileChannel lockFile;
        try {
            PrivateFiles.file(folder.resolve(LOCK));
            lockFile = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return Optional.of(new Journal(folder, maxBytes, lockFile));
            }
        } catch (OverlappingFileLockException ours) {
            // Another journal object of this process has it.
        }
        lockFile.close();
        return Optional.empty();
    }

    String id() {
        return Objects.requireNonNull(folder.getFileName()).toString();
    }

    /** Adds a line; false when there is no room within the bound. */
    synchronized boolean append(byte[] line) throws IOException {
        if (closed || end - position + line.length > maxBytes) {
            return false;
        }
        try {
            segment().write(line);
        } catch (IOException full) {
            // What was written of the line lies behind the end; the next segment begins there.
            closeSegment();
            throw full;
        }
        boolean wasIdle = end == position;
        end += line.length;
        if (wasIdle) {
            notifyAll();
        }
        return true;
    }

    // No channel: the interrupt of one caller would close it for all of them.
    private RandomAccessFile segment() throws IOException {
        RandomAccessFile open = out;
        if (open != null && end - outBegan < SEGMENT_BYTES) {
            return open;
        }
        closeSegment();
        Path file = folder.resolve("%016d%s".formatted(end, SEGMENT));
        PrivateFiles.file(file);
        RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw");
        segments.put(end, file);
        outBegan = end;
        out = made;
        return made;
    }

    private void closeSegment() throws IOException {
        RandomAccessFile open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }

    /** Counts an alert that had no room, where the count outlives the process. */
    synchronized void lose() throws IOException {
        lost++;
        if (!gone) {
            writeLost();
        }
    }

    private void writeLost() throws IOException {
        lostFile.seek(0);
        lostFile.write("%020d".formatted(lost).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Shows what waits in a journal without touching it, whoever has it. What is committed
     * meanwhile may be shown or not.
     *
     * @param mostBytes of it
     */
    static void peek(Path folder, long mostBytes, Consumer<String> lines) throws IOException {
        Path saved = folder.resolve(POSITION);
        String text = Files.exists(saved) ? Files.readString(saved).strip() : "";
        long from = text.isEmpty() ? 0 : Long.parseLong(text);
        long left = mostBytes;
        List<Path> segments;
        try (Stream<Path> files = Files.list(folder)) {
            segments = files.filter(file -> file.toString().endsWith(SEGMENT)).sorted().toList();
        }
        for (Path segment : segments) {
            long begin = start(segment);
            try (FileChannel in = FileChannel.open(segment, StandardOpenOption.READ)) {
                long skip = Math.max(0, from - begin);
                int length = (int) Math.min(left, Math.max(0, in.size() - skip));
                ByteBuffer buffer = ByteBuffer.allocate(length);
                while (buffer.hasRemaining() && in.read(buffer, skip + buffer.position()) > 0) {
                    // until it is full or the file ends
                }
                left -= buffer.position();
                String read = text(buffer.array(), 0, buffer.position());
                read.substring(0, read.lastIndexOf('\n') + 1).lines().forEach(lines);
            } catch (NoSuchFileException recorded) {
                // Its process passed it meanwhile.
            }
        }
    }

    /** The next lines behind the position, or none. */
    Batch read(int lines) throws IOException {
        long from;
        long to;
        Path file;
        long start;
        synchronized (this) {
            from = position;
            var entry = segments.floorEntry(from);
            if (from >= end || entry == null) {
                return new Batch(List.of(), from);
            }
            start = entry.getKey();
            file = entry.getValue();
            Long following = segments.higherKey(start);
            to = following == null ? end : following;
        }
        int length = (int) Math.min(READ_BYTES, to - from);
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining() && in.read(buffer, from - start + buffer.position()) > 0) {
                // until it is full or the file ends
            }
        }
        return cut(bytes, buffer.position(), from, to, lines);
    }

    private static Batch cut(byte[] bytes, int length, long from, long to, int most) {
        List<Line> lines = new ArrayList<>();
        int begin = 0;
        for (int at = 0; at < length && lines.size() < most; at++) {
            if (bytes[at] == '\n') {
                lines.add(new Line(from + begin, text(bytes, begin, at)));
                begin = at + 1;
            }
        }
        if (!lines.isEmpty()) {
            return new Batch(lines, from + begin);
        }
        // A line that was cut off when the machine stopped: given as it is, for the record.
        return new Batch(
                List.of(new Line(from, text(bytes, 0, length))), length == 0 ? to : from + length);
    }

    private static String text(byte[] bytes, int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }

    /** Everything before this position is done with. */
    synchronized void commit(long next) throws IOException {
        position = next;
        positionFile.write(
                ByteBuffer.wrap("%020d".formatted(next).getBytes(StandardCharsets.US_ASCII)), 0);
        while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= next) {
            Files.deleteIfExists(segments.pollFirstEntry().getValue());
        }
    }

    /** Bytes that wait. */
    synchronized long pending() {
        return end - position;
    }

    /** Waits until there is something to read, at most so long. */
    synchronized void await(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (end == position && !closed) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Takes no more lines; what waits can still be read. */
    synchronized void seal() {
        closed = true;
        notifyAll();
    }

    /** Gives the journal up; without lines it is removed, else whoever comes next adopts it. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (out != null) {
            out.getFD().sync();
        }
        closeSegment();
        boolean done = end == position;
        positionFile.close();
        lostFile.close();
        gone = true;
        if (done) {
            if (lost > 0) {
                Files.writeString(
                        PrivateFiles.file(folder.resolveSibling(LOST_BEFORE)),
                        "%s %d%n".formatted(id(), lost),
                        StandardOpenOption.APPEND);
            }
            Files.deleteIfExists(folder.resolve(LOST));
            for (Path segment : segments.values()) {
                Files.deleteIfExists(segment);
            }
            Files.deleteIfExists(folder.resolve(POSITION));
            Files.deleteIfExists(folder.resolve(LOCK));
            Files.deleteIfExists(folder);
        }
        lockFile.close();
    }

    static long start(Path segment) {
        String name = Objects.requireNonNull(segment.getFileName()).toString();
        return Long.parseLong(name.substring(0, name.length() - SEGMENT.length()));
    }
}
