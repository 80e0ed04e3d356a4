package dev.nightshift.jobs.csvimport.inbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;

/**
 * Where a company's files go that were handled: {@code done/} or {@code failed/} beside them. The
 * company may write there too, so nothing in it is followed or replaced: a link in the place of the
 * folder would lead the files, and their reports, into another company's inbox.
 *
 * @param folder a real folder when it was looked at
 */
record HandledFolder(Path folder) {
    private static final String REPORT = ".report.json";
    private static final Set<OpenOption> NEW =
            Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);

    /**
     * The folder beside a file; created when there is none.
     *
     * @throws IOException when something else is in its place
     */
    static HandledFolder of(Path file, String name) throws IOException {
        Path folder = file.resolveSibling(name);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException exists) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(folder.toString());
            }
        }
        return new HandledFolder(folder);
    }

    /**
     * Moves the file there under a name that is free, its report beside it; returns where it is.
     */
    Path take(Path file, String report) throws IOException {
        Path target = free(file);
        Path parent = Objects.requireNonNull(file.getParent());
        try (DirectoryStream<Path> company = Files.newDirectoryStream(parent)) {
            if (company instanceof SecureDirectoryStream<Path> held) {
                // By its handle: what is put in the place of the folder from now on changes
                // nothing.
                try (SecureDirectoryStream<Path> here =
                        held.newDirectoryStream(folder.getFileName(), LinkOption.NOFOLLOW_LINKS)) {
                    write(here.newByteChannel(reportOf(target).getFileName(), NEW), report);
                    held.move(file.getFileName(), here, target.getFileName());
                }
            } else {
                write(Files.newByteChannel(reportOf(target), NEW), report);
                Files.move(file, target);
            }
        }
        return target;
    }

    private Path free(Path file) {
        Path target = folder.resolve(file.getFileName());
        for (int i = 1; isTaken(target) || isTaken(reportOf(target)); i++) {
            target = folder.resolve(i + "-" + file.getFileName());
        }
        return target;
    }

    private static boolean isTaken(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path reportOf(Path target) {
        return target.resolveSibling(target.getFileName() + REPORT);
    }

    private static void write(SeekableByteChannel out, String report) throws IOException {
        try (out) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(report);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }
}
