package dev.nightshift.readers.csv.source;

import dev.nightshift.platform.failure.FailureCode;
import dev.nightshift.platform.failure.NightshiftException;
import dev.nightshift.platform.files.PrivateFiles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Standard input, kept as a file: it is read more than once, and a restart needs it again. The file
 * is named by its content, so that the same input is one file; readable by its owner only.
 */
public final class StandardInput {
    private static final int CHUNK = 1 << 16;

    /** The disk also holds the stores: this much stays free. */
    private static final long RESERVE = 64L << 20;

    private static final long LOOK_EVERY = 64L << 20;

    private StandardInput() {}

    /**
     * Keeps the input.
     *
     * @param in read to its end, not closed
     * @param folder created when missing
     * @param maxBytes that are taken
     * @return the file
     * @throws NightshiftException INPUT_TOO_LARGE, DISK_FULL, FILE_EMPTY or FILE_UNREADABLE
     */
    public static Path spool(InputStream in, Path folder, long maxBytes) {
        try {
            PrivateFiles.directory(folder);
            Path part = Files.createTempFile(folder, "stdin-", ".part");
            try {
                String sha256 = copy(in, PrivateFiles.file(part), maxBytes);
                Path kept = folder.resolve(sha256 + ".csv");
                return Files.isRegularFile(kept)
                        ? kept
                        : Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException failure) {
            throw isFull(folder)
                    ? full(folder, failure)
                    : new NightshiftException(
                            FailureCode.FILE_UNREADABLE,
                            "Standard input cannot be kept in %s.".formatted(folder),
                            "Check the permissions of that folder, or import a file.",
                            failure);
        }
    }

    /** The same failure, without the name of the file: the operator never gave it one. */
    public static NightshiftException told(NightshiftException failure, Path kept) {
        return new NightshiftException(
                failure.code(),
                failure.message().replace(kept.toString(), "Standard input"),
                failure.hint(),
                failure.getCause());
    }

    private static String copy(InputStream in, Path part, long maxBytes) throws IOException {
        MessageDigest digest = Fingerprint.sha256();
        byte[] chunk = new byte[CHUNK];
        long size = 0;
        long looked = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                size += read;
                if (size > maxBytes) {
                    throw new NightshiftException(
                            FailureCode.INPUT_TOO_LARGE,
                            "Standard input is longer than %d MB.".formatted(maxBytes >> 20),
                            "Write it to a file and import that.");
                }
                if (size - looked >= LOOK_EVERY || looked == 0) {
                    looked = size;
                    if (isFull(part)) {
                        throw full(part, null);
                    }
                }
                digest.update(chunk, 0, read);
                out.write(chunk, 0, read);
            }
        }
        if (size == 0) {
            throw new NightshiftException(
                    FailureCode.FILE_EMPTY, "Standard input is empty.", "Pipe a CSV into it.");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isFull(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace() < RESERVE;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static NightshiftException full(Path path, @Nullable IOException cause) {
        return new NightshiftException(
                FailureCode.DISK_FULL,
                "No room left on the disk to keep standard input in %s.".formatted(path),
                "Make room, or import a file where it is.",
                cause);
    }
}
