package dev.nightshift.platform.files;

import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Directories (0700) and files (0600) of their owner alone. On a file system without POSIX
 * permissions the account's own folder is what protects them.
 */
public final class PrivateFiles {
    private static final Set<PosixFilePermission> DIRECTORY =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates the directory and its missing parents; one that exists keeps its permissions. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes(directory.getFileSystem(), DIRECTORY));
    }

    /** Creates an empty file unless it exists, and takes it from everybody else if it does. */
    public static Path file(Path file) throws IOException {
        try {
            return Files.createFile(file, attributes(file.getFileSystem(), FILE));
        } catch (FileAlreadyExistsException exists) {
            allow(file, FILE);
            return file;
        }
    }

    /**
     * A new file, open to be written, in the place of whatever has its name: what somebody else put
     * there, such as a link, is taken away and neither followed nor written to.
     *
     * @throws FileAlreadyExistsException when there is one again at once
     */
    public static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                attributes(file.getFileSystem(), FILE));
    }

    /** Replaces the file as a whole: a reader sees the old content or the new, never a part. */
    public static void write(Path file, String content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Writer out = Channels.newWriter(create(part), StandardCharsets.UTF_8)) {
            out.write(content);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether anybody but the owner may do anything with it. */
    public static boolean isShared(Path path) throws IOException {
        return isPosix(path.getFileSystem())
                && Files.getPosixFilePermissions(path).stream()
                        .anyMatch(permission -> !DIRECTORY.contains(permission));
    }

    /** Sets the permissions where the file system knows them. */
    public static void allow(Path path, Set<PosixFilePermission> permissions) throws IOException {
        if (isPosix(path.getFileSystem())) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    private static FileAttribute<?>[] attributes(
            FileSystem fileSystem, Set<PosixFilePermission> permissions) {
        return isPosix(fileSystem)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(FileSystem fileSystem) {
        return fileSystem.supportedFileAttributeViews().contains("posix");
    }
}
