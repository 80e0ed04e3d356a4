package dev.nightshift.drills.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * The journal of one drill: each line is on disk, synced, before {@link #write} returns, so that a
 * process that dies leaves what it saw. A reserve of room is taken at the start; a disk that fills
 * up later takes the lines all the same. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    /** The file's name in the drill's folder. */
    public static final String FILE = "journal.jsonl";

    private static final String RESERVE = "journal.reserve";
    private static final int RESERVE_BYTES = 4 * 1024 * 1024;

    private final Path folder;
    private final InstantSource clock;
    // Not a channel: that is closed when a thread that writes is interrupted.
    private final RandomAccessFile file;
    private long seq;
    private String previous;

    private Journal(
            Path folder, InstantSource clock, RandomAccessFile file, long seq, String previous) {
        this.folder = folder;
        this.clock = clock;
        this.file = file;
        this.seq = seq;
        this.previous = previous;
    }

    /**
     * Begins a journal, with room for it.
     *
     * @param needed bytes that must be free on the disk beside the reserve
     * @throws NightshiftException DISK_FULL
     */
    public static Journal begin(Path folder, InstantSource clock, long needed) {
        try {
            PrivateFiles.directory(folder);
            if (Files.getFileStore(folder).getUsableSpace() - needed < RESERVE_BYTES) {
                throw full(folder, null);
            }
            reserve(folder);
            Path path = PrivateFiles.file(folder.resolve(FILE));
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(0);
            return new Journal(folder, clock, file, 0, JournalLine.NOTHING);
        } catch (IOException unwritable) {
            throw full(folder, unwritable);
        }
    }

    private static void reserve(Path folder) throws IOException {
        Path path = PrivateFiles.file(folder.resolve(RESERVE));
        try (RandomAccessFile room = new RandomAccessFile(path.toFile(), "rw")) {
            room.write(new byte[RESERVE_BYTES]);
            room.getFD().sync();
        }
    }

    /**
     * Goes on with a journal whose writer is gone. What was not written to its end is cut off.
     *
     * @throws NightshiftException DISK_FULL, FILE_UNREADABLE, EVIDENCE_CHANGED
     */
    public static Journal goOn(Path folder, InstantSource clock) {
        Path path = folder.resolve(FILE);
        Chain chain = Chain.read(path);
        if (!chain.isWhole()) {
            throw new NightshiftException(
                    FailureCode.EVIDENCE_CHANGED,
                    "The journal %s was changed: %s.".formatted(path, chain.broken()),
                    "Keep it as it is and take the copy in MongoDB for the report.");
        }
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            file.setLength(endOfLastLine(path));
            file.seek(file.length());
            return new Journal(folder, clock, file, chain.lines().size(), chain.head());
        } catch (IOException unwritable) {
            throw full(folder, unwritable);
        }
    }

    private static long endOfLastLine(Path path) throws IOException {
        String text = Files.readString(path);
        return text.substring(0, text.lastIndexOf('\n') + 1).getBytes(UTF_8).length;
    }

    /**
     * Writes down that something happened now.
     *
     * @throws NightshiftException DISK_FULL
     */
    public synchronized JournalLine write(String event, Map<String, Object> data) {
        java.time.Instant now = clock.instant();
        String text = LineText.of(seq + 1, now, event, data, previous);
        byte[] bytes = (text + "\n").getBytes(UTF_8);
        try {
            append(bytes);
        } catch (IOException full) {
            takeReserve(bytes, full);
        }
        JournalLine line = LineText.read(text).orElseThrow();
        seq++;
        previous = line.hash();
        return line;
    }

    private void append(byte[] bytes) throws IOException {
        long start = file.getFilePointer();
        try {
            file.write(bytes);
            file.getFD().sync();
        } catch (IOException failed) {
            file.setLength(start);
            file.seek(start);
            throw failed;
        }
    }

    private void takeReserve(byte[] bytes, IOException failure) {
        try {
            Files.deleteIfExists(folder.resolve(RESERVE));
            append(bytes);
        } catch (IOException stillFull) {
            stillFull.addSuppressed(failure);
            throw full(folder, stillFull);
        }
    }

    /** The hash of the last line. */
    public synchronized String head() {
        return previous;
    }

    /** Where it is. */
    public Path path() {
        return folder.resolve(FILE);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
            Files.deleteIfExists(folder.resolve(RESERVE));
        } catch (IOException alreadyOnDisk) {
            // Every line was synced when it was written; a reserve that stays is only room.
            return;
        }
    }

    private static NightshiftException full(
            Path folder, @org.jspecify.annotations.Nullable IOException cause) {
        return new NightshiftException(
                FailureCode.DISK_FULL,
                "There is no room for the journal of a drill in %s.".formatted(folder),
                "Make room: without evidence no fault is injected.",
                cause);
    }
}
