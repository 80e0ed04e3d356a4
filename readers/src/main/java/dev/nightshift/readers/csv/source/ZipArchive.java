package dev.nightshift.readers.csv.source;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;

/** The one file in a zip archive; what a Mac adds beside it does not count. */
final class ZipArchive {
    private static final List<String> NESTED = List.of(".zip", ".gz", ".7z", ".rar", ".tar", ".xz");

    private ZipArchive() {}

    /** The bytes of the only file; closing them closes the archive. */
    static InputStream open(Path path, LinkOption... links) throws IOException {
        ZipFile zip = archive(path, links);
        try {
            ZipArchiveEntry only = only(zip, path);
            if (only.getGeneralPurposeBit().usesEncryption()) {
                throw refusal("%s is encrypted.".formatted(path));
            }
            if (!zip.canReadEntryData(only)) {
                throw refusal("%s is packed in a way that is not supported.".formatted(path));
            }
            BufferedInputStream entry = new BufferedInputStream(zip.getInputStream(only));
            requireNotNested(entry, only, path);
            return new EntryStream(zip, entry);
        } catch (IOException | RuntimeException failure) {
            zip.close();
            throw failure;
        }
    }

    private static ZipFile archive(Path path, LinkOption... links) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path, links);
        try {
            return ZipFile.builder().setSeekableByteChannel(channel).get();
        } catch (IOException failure) {
            channel.close();
            throw failure.getCause() instanceof ZipException damaged ? damaged : failure;
        }
    }

    private static ZipArchiveEntry only(ZipFile zip, Path path) {
        List<ZipArchiveEntry> files =
                Collections.list(zip.getEntries()).stream().filter(ZipArchive::isContent).toList();
        if (files.size() != 1) {
            throw refusal(
                    files.isEmpty()
                            ? "%s holds no file.".formatted(path)
                            : "%s holds %d files; one is expected.".formatted(path, files.size()));
        }
        return files.getFirst();
    }

    private static boolean isContent(ZipArchiveEntry entry) {
        String name = entry.getName();
        return !entry.isDirectory()
                && !name.startsWith("__MACOSX/")
                && !name.equals(".DS_Store")
                && !name.endsWith("/.DS_Store");
    }

    private static void requireNotNested(BufferedInputStream entry, ZipArchiveEntry only, Path path)
            throws IOException {
        entry.mark(4);
        Compression inner = Compression.of(entry.readNBytes(4));
        entry.reset();
        String name = only.getName().toLowerCase(Locale.ROOT);
        if (inner != Compression.NONE || NESTED.stream().anyMatch(name::endsWith)) {
            throw refusal("%s holds another archive.".formatted(path));
        }
    }

    private static NightshiftException refusal(String message) {
        return new NightshiftException(
                FailureCode.ARCHIVE_REFUSED, message, "Unpack it and import the file.");
    }

    private static final class EntryStream extends FilterInputStream {
        private final ZipFile zip;

        EntryStream(ZipFile zip, InputStream entry) {
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
}
