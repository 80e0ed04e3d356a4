package dev.nightshift.writers.csv;

import dev.nightshift.platform.csv.FormulaGuard;
import dev.nightshift.platform.csv.RejectColumns;
import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The rejects file: the original columns of each row that was not taken, then {@link
 * RejectColumns}. Comma, CRLF, UTF-8 with a byte order mark, every cell quoted and {@linkplain
 * FormulaGuard guarded}, so that spreadsheets open it as it is meant and nothing in it runs;
 * readable by its owner only. Importing it again undoes the guard.
 *
 * <p>A row whose cells cannot be told apart for sure (a ragged one, an unclosed quote) stands with
 * its whole text in the first column and blanks in the others: no cell is ever under the wrong
 * column, and imported unmended it is rejected again.
 *
 * <p>Rows go to {@code FILE.part}; {@link #publish} gives it its name in one step. Not thread-safe.
 * Restartable: {@link #commit} makes the rows so far durable and returns the length to resume from;
 * rows behind it are cut off then, to be written again. Nothing is created before the first row.
 */
public final class RejectsWriter implements AutoCloseable {
    private static final int BUFFER_CHARS = 64 * 1024;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path target;
    private final Path part;
    private final List<String> columns;
    private final StringBuilder buffer = new StringBuilder();
    private @Nullable FileChannel channel;
    private long length;
    private boolean durable = true;

    private RejectsWriter(Path target, List<String> header) {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.columns =
                RejectColumns.endIn(header)
                        ? List.copyOf(header.subList(0, header.size() - RejectColumns.NAMES.size()))
                        : List.copyOf(header);
    }

    /**
     * A rejects file, new or resumed.
     *
     * @param target where {@link #publish} puts it; a file of that name is replaced then
     * @param header the original file's columns; those of a rejects file are not doubled
     * @param committed what the last {@link #commit} of an interrupted attempt returned, 0 for none
     * @throws NightshiftException REJECTS_UNWRITABLE when it cannot be resumed or its folder is
     *     none
     */
    public static RejectsWriter open(Path target, List<String> header, long committed) {
        RejectsWriter writer = new RejectsWriter(target.toAbsolutePath(), header);
        writer.resumeAt(committed);
        return writer;
    }

    /** A rejects file onto an open channel, for a device that a test names. */
    static RejectsWriter onto(FileChannel channel, Path target, List<String> header) {
        RejectsWriter writer = new RejectsWriter(target, header);
        writer.channel = channel;
        return writer;
    }

    /**
     * Whether there is a place for such a file.
     *
     * @throws NightshiftException REJECTS_UNWRITABLE when its folder is none
     */
    public static void requireFolderOf(Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(target)) {
            throw new NightshiftException(
                    FailureCode.REJECTS_UNWRITABLE,
                    "The rejects file cannot be written to %s.".formatted(target),
                    "Name a file in a folder that exists.");
        }
    }

    private void resumeAt(long committed) {
        try {
            if (committed == 0) {
                requireFolderOf(target);
                Files.deleteIfExists(part);
                return;
            }
            if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(part) < committed) {
                throw new NightshiftException(
                        FailureCode.REJECTS_UNWRITABLE,
                        "The rejects of the interrupted import are no longer in %s."
                                .formatted(part),
                        "Put the file back, or undo the import and import the file again.");
            }
            channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            channel.truncate(committed);
            channel.position(committed);
            length = committed;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Adds a row.
     *
     * @throws NightshiftException DISK_FULL or REJECTS_UNWRITABLE
     */
    public void reject(RejectedRow row) {
        if (length == 0 && buffer.isEmpty()) {
            buffer.append(BYTE_ORDER_MARK);
            cells(columns, RejectColumns.NAMES);
        }
        cells(
                cellsByColumn(row),
                List.of(Long.toString(row.line()), row.code(), row.field(), row.message()));
        durable = false;
        if (buffer.length() >= BUFFER_CHARS) {
            flush();
        }
    }

    private List<String> cellsByColumn(RejectedRow row) {
        List<String> values = row.values();
        if (values.size() == columns.size()) {
            return values;
        }
        if (values.size() == columns.size() + RejectColumns.NAMES.size()) {
            // A row of a rejects file: its former verdict goes, the new one comes.
            return values.subList(0, columns.size());
        }
        String[] cells = new String[columns.size()];
        Arrays.fill(cells, "");
        cells[0] = row.text();
        return List.of(cells);
    }

    private void cells(List<String> original, List<String> added) {
        original.forEach(this::cell);
        added.forEach(this::cell);
        buffer.setCharAt(buffer.length() - 1, '\r');
        buffer.append('\n');
    }

    private void cell(String value) {
        buffer.append('"').append(FormulaGuard.guarded(value).replace("\"", "\"\"")).append("\",");
    }

    /**
     * Makes all rows so far durable.
     *
     * @return the file's length in bytes, to resume from
     * @throws NightshiftException DISK_FULL or REJECTS_UNWRITABLE
     */
    public long commit() {
        flush();
        FileChannel file = channel;
        if (!durable && file != null) {
            onDisk(() -> file.force(false));
            durable = true;
        }
        return length;
    }

    /**
     * Commits, and gives the file its name.
     *
     * @return the file; empty when no row was rejected
     * @throws NightshiftException DISK_FULL or REJECTS_UNWRITABLE
     */
    public Optional<Path> publish() {
        if (commit() == 0) {
            return Optional.empty();
        }
        close();
        onDisk(
                () ->
                        Files.move(
                                part,
                                target,
                                StandardCopyOption.ATOMIC_MOVE,
                                StandardCopyOption.REPLACE_EXISTING));
        return Optional.of(target);
    }

    /** The unfinished file, which an interrupted import leaves for its restart. */
    public Path part() {
        return part;
    }

    private void flush() {
        if (buffer.isEmpty()) {
            return;
        }
        try {
            FileChannel file = channel;
            if (file == null) {
                file = PrivateFiles.create(part);
                channel = file;
            }
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(buffer));
            while (bytes.hasRemaining()) {
                length += file.write(bytes);
            }
            buffer.setLength(0);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Something done with the file. */
    private interface Use {
        void run() throws IOException;
    }

    private void onDisk(Use use) {
        try {
            use.run();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The name for what the disk said; other systems word a full one differently. */
    private NightshiftException unwritable(IOException e) {
        String reason =
                (e instanceof FileSystemException fs ? fs.getReason() + " " : "") + e.getMessage();
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("no space left")
                || lower.contains("not enough space")
                || lower.contains("quota exceeded")) {
            return new NightshiftException(
                    FailureCode.DISK_FULL,
                    "No room left on the disk for the rejects file %s.".formatted(part),
                    "Make room and start the import again; it goes on where it stopped.",
                    e);
        }
        return new NightshiftException(
                FailureCode.REJECTS_UNWRITABLE,
                "The rejects file %s cannot be written.".formatted(part),
                "Check the folder's permissions, then start the import again.",
                e);
    }

    /** Closes the file; rows since the last commit may be lost. */
    @Override
    public void close() {
        FileChannel file = channel;
        if (file != null) {
            onDisk(file::close);
            channel = null;
        }
    }
}
