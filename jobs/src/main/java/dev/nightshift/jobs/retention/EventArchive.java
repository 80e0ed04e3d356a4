package dev.nightshift.jobs.retention;

import dev.nightshift.platform.files.PrivateFiles;

import org.bson.Document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Documents in a gzip file, one a line as extended JSON, with the SHA-256 of the file beside it.
 * The name is made of the content's checksum: the same documents give the same file.
 */
final class EventArchive {
    private EventArchive() {}

    /** Writes them durably, and reads them back: returns the file only when it holds them all. */
    static Path write(Path folder, List<Document> documents) throws IOException {
        String text =
                documents.stream()
                        .map(Document::toJson)
                        .collect(Collectors.joining("\n", "", "\n"));
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        byte[] packed = gzip(plain);
        PrivateFiles.directory(folder);
        Path file =
                folder.resolve(
                        "webhook-events-%s.jsonl.gz".formatted(sha256(plain).substring(0, 16)));
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel out = PrivateFiles.create(part)) {
            ByteBuffer bytes = ByteBuffer.wrap(packed);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // As sha256sum -c reads it.
        PrivateFiles.write(
                file.resolveSibling(file.getFileName() + ".sha256"),
                "%s  %s\n".formatted(sha256(packed), file.getFileName()));
        verify(file, plain);
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
        return file;
    }

    private static void verify(Path file, byte[] plain) throws IOException {
        byte[] stored = Files.readAllBytes(file);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            if (!MessageDigest.isEqual(plain, in.readAllBytes())) {
                throw new IOException("the archive is not what was written");
            }
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
