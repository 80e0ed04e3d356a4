package dev.nightshift.readers.csv.source;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A CSV file on disk, packed or not, as it was when first looked at. Immutable; each opening reads
 * on its own.
 *
 * @param path of the file
 * @param compression told by its first bytes, not by its name
 * @param size bytes on disk
 * @param modified when it was last written
 * @param fileKey what the file system knows it by, so that a replacement is noticed
 * @param links how a link of its name is taken: it is followed unless this says otherwise
 */
public record CsvFile(
        Path path,
        Compression compression,
        long size,
        FileTime modified,
        String fileKey,
        Set<LinkOption> links) {
    private static final int BUFFER = 1 << 16;

    /**
     * Looks at a file.
     *
     * @throws NightshiftException FILE_NOT_FOUND, NOT_A_FILE, FILE_UNREADABLE or FILE_EMPTY
     */
    public static CsvFile of(Path path) {
        return of(path, Set.of());
    }

    /**
     * The same of a file in a folder that others may write in: a link is refused, now and whenever
     * the file is opened, for it may lead to what they may not read.
     *
     * @throws NightshiftException FILE_NOT_FOUND, NOT_A_FILE, FILE_UNREADABLE or FILE_EMPTY
     */
    public static CsvFile ofOthers(Path path) {
        return of(path, Set.of(LinkOption.NOFOLLOW_LINKS));
    }

    private static CsvFile of(Path path, Set<LinkOption> links) {
        LinkOption[] how = links.toArray(LinkOption[]::new);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, how);
            if (attributes.isSymbolicLink()) {
                throw refusal(
                        FailureCode.NOT_A_FILE,
                        "%s is a link; no link is followed in the inbox.".formatted(path),
                        "Put the file itself there.");
            }
            if (!attributes.isRegularFile()) {
                throw refusal(
                        FailureCode.NOT_A_FILE,
                        attributes.isDirectory()
                                ? "%s is a directory.".formatted(path)
                                : "%s is not a regular file.".formatted(path),
                        attributes.isDirectory()
                                ? "Name one file in it, or use `import inbox`."
                                : "Use `-` to read standard input.");
            }
            if (attributes.size() == 0) {
                throw refusal(
                        FailureCode.FILE_EMPTY,
                        "%s is empty.".formatted(path),
                        "Ask its sender for it again.");
            }
            return new CsvFile(
                    path,
                    Compression.of(path, how),
                    attributes.size(),
                    attributes.lastModifiedTime(),
                    String.valueOf(attributes.fileKey()),
                    links);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    /**
     * The unpacked bytes behind an offset.
     *
     * @param offset in unpacked bytes; what is before it in a packed file is unpacked and dropped
     */
    public CsvStream open(long offset, UnpackLimits limits) throws IOException {
        return switch (compression) {
            case NONE -> openPlain(offset);
            case GZIP -> {
                Fingerprint packed = new Fingerprint(Files.newInputStream(path, how()));
                yield unpacked(
                        new GZIPInputStream(new BufferedInputStream(packed, BUFFER), BUFFER),
                        packed,
                        offset,
                        limits);
            }
            case ZIP -> unpacked(ZipArchive.open(path, how()), null, offset, limits);
        };
    }

    private CsvStream openPlain(long offset) throws IOException {
        if (offset == 0) {
            Fingerprint all = new Fingerprint(Files.newInputStream(path, how()));
            return new CsvStream(this, all, all);
        }
        FileChannel channel = FileChannel.open(path, how());
        channel.position(offset);
        return new CsvStream(this, Channels.newInputStream(channel), null);
    }

    private CsvStream unpacked(
            InputStream in, @Nullable Fingerprint fingerprint, long offset, UnpackLimits limits)
            throws IOException {
        CsvStream stream = new CsvStream(this, new BombGuard(in, size, limits, path), fingerprint);
        try {
            stream.skipNBytes(offset);
            return stream;
        } catch (IOException | RuntimeException failure) {
            stream.close();
            throw failure;
        }
    }

    /** The SHA-256 of the file as it is on disk, hexadecimal. */
    String sha256() throws IOException {
        try (Fingerprint all = new Fingerprint(Files.newInputStream(path, how()))) {
            return all.ofAll();
        }
    }

    /** Throws FILE_CHANGED when the file is not what it was when first looked at. */
    public void requireUnchanged() {
        CsvFile now = of(path, links);
        if (now.size != size || !now.modified.equals(modified) || !now.fileKey.equals(fileKey)) {
            throw changed();
        }
    }

    private LinkOption[] how() {
        return links.toArray(LinkOption[]::new);
    }

    NightshiftException changed() {
        return refusal(
                FailureCode.FILE_CHANGED,
                "%s changed while it was read.".formatted(path),
                "Import it again when it is complete; rows taken so far are recognised.");
    }

    /** What to tell about a failure to read the file. */
    public static NightshiftException unreadable(Path path, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return refusal(
                    FailureCode.FILE_NOT_FOUND,
                    "There is no file %s.".formatted(path),
                    "Check the path.");
        }
        if (failure instanceof EOFException || failure instanceof ZipException) {
            return new NightshiftException(
                    FailureCode.ARCHIVE_DAMAGED,
                    "%s is damaged or cut off and cannot be unpacked to its end.".formatted(path),
                    "Ask its sender for it again.",
                    failure);
        }
        return new NightshiftException(
                FailureCode.FILE_UNREADABLE,
                failure instanceof AccessDeniedException
                        ? "%s may not be read.".formatted(path)
                        : "%s cannot be read to its end.".formatted(path),
                "Check its permissions and its disk.",
                failure);
    }

    private static NightshiftException refusal(FailureCode code, String message, String hint) {
        return new NightshiftException(code, message, hint);
    }
}
