package dev.nightshift.readers.csv;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file on disk, packed or not, as it was when first looked at. Immutable; each opening reads
 * on its own.
 *
 * @param path of the file
 * @param compression told by its first bytes, not by its name
 * @param size bytes on disk
 * @param modified when it was last written
 */
public record CsvFile(Path path, Compression compression, long size, FileTime modified) {
    private static final int BUFFER = 1 << 16;

    /**
     * Looks at a file.
     *
     * @throws NightshiftException when there is none, or it cannot be read, or is empty
     */
    public static CsvFile of(Path path) {
        if (!Files.exists(path)) {
            throw refusal(
                    FailureCode.FILE_NOT_FOUND,
                    "There is no file %s.".formatted(path),
                    "Check the path.");
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw refusal(
                        FailureCode.NOT_A_FILE,
                        "%s is not a regular file.".formatted(path),
                        attributes.isDirectory()
                                ? "Name one file of it, or use `import inbox`."
                                : "Use `-` to read standard input.");
            }
            if (attributes.size() == 0) {
                throw refusal(
                        FailureCode.FILE_EMPTY,
                        "%s is empty.".formatted(path),
                        "Ask its sender for it again.");
            }
            return new CsvFile(
                    path, compressionOf(path), attributes.size(), attributes.lastModifiedTime());
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static Compression compressionOf(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] magic = in.readNBytes(4);
            if (magic.length >= 2 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
                return Compression.GZIP;
            }
            boolean zip = magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3;
            return zip ? Compression.ZIP : Compression.NONE;
        }
    }

    /** The decompressed bytes behind an offset. */
    InputStream open(long offset, CsvLimits limits) throws IOException {
        InputStream in =
                switch (compression) {
                    case NONE -> Files.newInputStream(path);
                    case GZIP ->
                            new GZIPInputStream(
                                    new BufferedInputStream(Files.newInputStream(path), BUFFER),
                                    BUFFER);
                    case ZIP -> openZip();
                };
        if (compression != Compression.NONE) {
            in = new BombGuard(in, size, limits, path);
        }
        in.skipNBytes(offset);
        return in;
    }

    private InputStream openZip() throws IOException {
        ZipFile zip = ZipFile.builder().setPath(path).get();
        ZipArchiveEntry only = null;
        var entries = zip.getEntries();
        while (entries.hasMoreElements()) {
            ZipArchiveEntry entry = entries.nextElement();
            if (entry.isDirectory() || entry.getName().startsWith("__MACOSX/")) {
                continue;
            }
            if (only != null) {
                zip.close();
                throw refusal(
                        FailureCode.ARCHIVE_REFUSED,
                        "%s holds more than one file.".formatted(path),
                        "Unpack it and import each file by itself.");
            }
            only = entry;
        }
        if (only == null || !zip.canReadEntryData(only)) {
            zip.close();
            throw refusal(
                    FailureCode.ARCHIVE_REFUSED,
                    only == null
                            ? "%s holds no file.".formatted(path)
                            : "%s is encrypted or packed in an unknown way.".formatted(path),
                    "Unpack it and import the file.");
        }
        return new ZipEntryStream(zip, zip.getInputStream(only));
    }

    /** Closes the archive with its only entry. */
    private static final class ZipEntryStream extends java.io.FilterInputStream {
        private final ZipFile zip;

        ZipEntryStream(ZipFile zip, InputStream entry) {
            super(entry);
            this.zip = zip;
        }

        @Override
        public void close() throws IOException {
            try (zip) {
                super.close();
            }
        }
    }

    /** Throws FILE_CHANGED when the file is not what it was when first looked at. */
    public void requireUnchanged() {
        CsvFile now = of(path);
        if (now.size != size || !now.modified.equals(modified)) {
            throw refusal(
                    FailureCode.FILE_CHANGED,
                    "%s changed while it was read.".formatted(path),
                    "Import it again when it is complete; rows taken so far are recognised.");
        }
    }

    static NightshiftException unreadable(Path path, IOException failure) {
        return new NightshiftException(
                FailureCode.FILE_UNREADABLE,
                "%s cannot be read to its end.".formatted(path),
                "Check its permissions, and that it is complete.",
                failure);
    }

    private static NightshiftException refusal(FailureCode code, String message, String hint) {
        return new NightshiftException(code, message, hint);
    }
}
